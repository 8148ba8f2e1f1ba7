package dev.trunkline.platform.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.embedded.quarkus.TrunklineTestServers;
import dev.trunkline.platform.notes.NotesApplication;
import dev.trunkline.platform.testing.BusinessTime;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(value = TrunklineTestServers.class, initArgs = @ResourceArg(name = "service", value = "platform"))
class DeadLetterPurgeTest {

    @Inject
    DeadLetterPurgeJob job;

    @AfterEach
    void setClockRight() {
        BusinessTime.reset("platform");
    }

    @Test
    void forgetsContactsAfterADayAndOthersAMonthAfterTheyWereReplayed() throws SQLException {
        UUID contact = letter("trunkline.enablement-contacts", false);
        UUID open = letter("trunkline.tenants", false);
        UUID replayed = letter("trunkline.tenants", true);
        job.purge();
        assertThat(isKept(contact)).isTrue();

        BusinessTime.pass("platform", Duration.ofHours(25));
        job.purge();

        assertThat(isKept(contact)).isFalse();
        assertThat(isKept(replayed)).isTrue();
        BusinessTime.pass("platform", Duration.ofDays(30));
        job.purge();
        assertThat(isKept(replayed)).isFalse();
        assertThat(isKept(open)).isTrue();
        remove(open);
    }

    private static UUID letter(String topic, boolean replayed) throws SQLException {
        UUID id = UUID.randomUUID();
        try (Connection connection = NotesApplication.database();
                PreparedStatement insert = connection.prepareStatement(
                        """
                        insert into dead_letter (id, topic, topic_id, partition, record_offset, record_key, revision, headers,
                            error, event_recorded, replayed_at, replayed_by)
                        values (?, ?, gen_random_uuid(), 0, 0, 'key', 1, '{}', 'error', false,
                            case when ? then business_now() end, case when ? then 'test' end)
                        """)) {
            insert.setObject(1, id);
            insert.setString(2, topic);
            insert.setBoolean(3, replayed);
            insert.setBoolean(4, replayed);
            insert.executeUpdate();
        }
        return id;
    }

    private static void remove(UUID id) throws SQLException {
        try (Connection connection = NotesApplication.database();
                PreparedStatement delete = connection.prepareStatement("delete from dead_letter where id = ?")) {
            delete.setObject(1, id);
            delete.executeUpdate();
        }
    }

    private static boolean isKept(UUID id) throws SQLException {
        return NotesApplication.count("select count(*) from dead_letter where id = '" + id + "'") == 1;
    }
}
