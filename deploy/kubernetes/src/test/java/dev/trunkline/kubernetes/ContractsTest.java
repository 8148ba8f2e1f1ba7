package dev.trunkline.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trunkline.contracts.event.EventType;
import dev.trunkline.contracts.event.Participant;
import dev.trunkline.contracts.event.Topic;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Kafka in the cluster is what the contracts say of it. */
class ContractsTest {

    @ParameterizedTest
    @MethodSource("dev.trunkline.kubernetes.Rendering#all")
    void topicsHaveThePartitionsAndSettingsOfTheContracts(Rendering rendering) throws IOException {
        Map<String, String> declared = new TreeMap<>();
        rendering.ofKind("KafkaTopic").forEach(topic -> {
            declared.put(
                    topic.name() + ".partitions",
                    topic.tree().at("/spec/partitions").asText());
            Resource.strings(topic.tree().at("/spec/config"))
                    .forEach((key, value) -> declared.put(topic.name() + ".config." + key, value));
        });

        assertThat(declared).isEqualTo(contractsTopics());
    }

    @ParameterizedTest
    @MethodSource("dev.trunkline.kubernetes.Rendering#all")
    void eachServiceMayWriteAndReadWhatTheContractsSayAndNothingElse(Rendering rendering) {
        Map<String, Set<String>> granted = rendering
                .ofKind("KafkaUser")
                .collect(Collectors.toMap(Resource::name, ContractsTest::grants, (one, other) -> one, TreeMap::new));

        assertThat(granted).isEqualTo(needed());
    }

    private static Map<String, String> contractsTopics() throws IOException {
        Properties properties = new Properties();
        try (InputStream file = Topic.class.getResourceAsStream("/trunkline/topics.properties")) {
            properties.load(new InputStreamReader(Objects.requireNonNull(file), StandardCharsets.UTF_8));
        }
        Map<String, String> topics = new TreeMap<>();
        properties.stringPropertyNames().forEach(key -> topics.put(key, properties.getProperty(key)));
        return topics;
    }

    private static Set<String> grants(Resource user) {
        Set<String> grants = new TreeSet<>();
        for (JsonNode acl : user.tree().at("/spec/authorization/acls")) {
            assertThat(acl.at("/resource/patternType").asText()).isEqualTo("literal");
            for (JsonNode operation : acl.path("operations")) {
                grants.add(acl.at("/resource/type").asText() + " "
                        + acl.at("/resource/name").asText() + " " + operation.asText());
            }
        }
        return grants;
    }

    private static Map<String, Set<String>> needed() {
        Map<String, Set<String>> needed = new TreeMap<>();
        for (Participant participant : Participant.values()) {
            Set<String> grants = new TreeSet<>();
            grants.add("group " + participant.serviceName() + " Read");
            grant(grants, participant.sends(), "Write");
            grant(grants, participant.receives(), "Read");
            needed.put(participant.serviceName(), grants);
        }
        return needed;
    }

    private static void grant(Set<String> grants, Set<EventType> types, String operation) {
        for (EventType type : types) {
            grants.add("topic " + type.topic().topicName() + " " + operation);
            grants.add("topic " + type.topic().topicName() + " Describe");
        }
    }
}
