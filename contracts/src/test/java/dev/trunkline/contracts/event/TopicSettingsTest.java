package dev.trunkline.contracts.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.contracts.ContractFiles;
import java.util.Arrays;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TopicSettingsTest {

    private static final Properties SETTINGS = ContractFiles.properties("trunkline/topics.properties");

    @Test
    void everyTopicHasSettingsAndNoOther() {
        Set<String> configured = SETTINGS.stringPropertyNames().stream()
                .map(name -> name.replaceFirst("\\.(partitions|config\\..*)$", ""))
                .collect(Collectors.toSet());

        assertThat(configured)
                .isEqualTo(Arrays.stream(Topic.values()).map(Topic::topicName).collect(Collectors.toSet()));
    }

    @ParameterizedTest
    @EnumSource(Topic.class)
    void everyTopicHasPartitionsAndACleanupPolicy(Topic topic) {
        assertThat(Integer.parseInt(SETTINGS.getProperty(topic.topicName() + ".partitions")))
                .isPositive();
        assertThat(policy(topic)).isIn("compact", "delete");
    }

    @ParameterizedTest
    @EnumSource(Topic.class)
    void onlyStateWithoutPersonalDataIsCompacted(Topic topic) {
        boolean kept = topic.kind() == Topic.Kind.STATE && topic != Topic.ENABLEMENT_CONTACTS;

        assertThat(policy(topic)).isEqualTo(kept ? "compact" : "delete");
    }

    @Test
    void contactsAreGoneWithinADayAndAnHour() {
        String prefix = Topic.ENABLEMENT_CONTACTS.topicName() + ".config.";

        assertThat(SETTINGS.getProperty(prefix + "retention.ms")).isEqualTo("86400000");
        assertThat(SETTINGS.getProperty(prefix + "segment.ms")).isEqualTo("3600000");
    }

    private static String policy(Topic topic) {
        return SETTINGS.getProperty(topic.topicName() + ".config.cleanup.policy");
    }
}
