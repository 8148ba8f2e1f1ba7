package dev.trunkline.platform.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.embedded.quarkus.TrunklineTestServers;
import dev.trunkline.platform.notes.NotesApplication;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(value = TrunklineTestServers.class, initArgs = @ResourceArg(name = "service", value = "platform"))
class InboxPurgeTest {

    @Inject
    InboxPurgeJob job;

    @Inject
    InboxSettings settings;

    @Test
    void forgetsTheIdsOfEventsThatKafkaCannotHoldAnyMore() throws SQLException {
        UUID old = received(settings.keepIdsFor().plusMinutes(1));
        UUID young = received(settings.keepIdsFor().minusMinutes(1));

        job.purge();

        assertThat(isKnown(old)).isFalse();
        assertThat(isKnown(young)).isTrue();
    }

    @Test
    void keepsAnIdLongerThanAnyTopicKeepsItsEvent() throws IOException {
        Properties topics = new Properties();
        try (InputStream file = getClass().getClassLoader().getResourceAsStream("trunkline/topics.properties")) {
            topics.load(file);
        }

        assertThat(topics.stringPropertyNames())
                .filteredOn(name -> name.endsWith(".config.retention.ms"))
                .isNotEmpty()
                .allSatisfy(name -> assertThat(Duration.ofMillis(Long.parseLong(topics.getProperty(name))))
                        .as(name)
                        .isLessThan(settings.keepIdsFor()));
    }

    private static UUID received(Duration ago) throws SQLException {
        UUID id = UUID.randomUUID();
        try (Connection connection = NotesApplication.database();
                PreparedStatement insert = connection.prepareStatement(
                        "insert into inbox_event (id, received_at) values (?, clock_timestamp() - make_interval(secs => ?))")) {
            insert.setObject(1, id);
            insert.setDouble(2, (double) ago.toSeconds());
            insert.executeUpdate();
        }
        return id;
    }

    private static boolean isKnown(UUID id) throws SQLException {
        return NotesApplication.count("select count(*) from inbox_event where id = '" + id + "'") == 1;
    }
}
