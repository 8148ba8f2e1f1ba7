package dev.trunkline.tenant.enablement;

import static dev.trunkline.platform.testing.TokenClient.asTenant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.trunkline.contracts.RemovalOutcome;
import dev.trunkline.contracts.event.Topic;
import dev.trunkline.embedded.quarkus.TrunklineTestServers;
import dev.trunkline.tenant.Kafka;
import dev.trunkline.tenant.World;
import io.quarkus.agroal.DataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(value = TrunklineTestServers.class, initArgs = @ResourceArg(name = "service", value = "tenant"))
class ContactErasureIT {

    private static final String NAME = "Zenobia Unmistakable";

    @Inject
    ContactErasure erasure;

    @Inject
    ContactErasureJob job;

    @Inject
    ContactStateSource contacts;

    @Inject
    @DataSource("background")
    javax.sql.DataSource background;

    @Test
    void leavesNothingOfTheContactInAnyTableOnceTheOperatorIsRemoved() {
        Consents consents = Consents.enabled("DE");
        changeContact(consents);
        asTenant(consents.tenantId)
                .header("Idempotency-Key", "with-contact")
                .post(consents.path() + "/suspend")
                .then()
                .statusCode(200);
        assertThat(tablesThatKnow(NAME)).contains("enablement", "idempotency_record");

        Kafka.say(Consents.decision(consents.removalOf(""), RemovalOutcome.ACCEPTED));
        consents.awaitStatus("removed");

        assertThat(tablesThatKnow(NAME)).isEmpty();
    }

    private static void changeContact(Consents consents) {
        asTenant(consents.tenantId)
                .header("If-Match", consents.etag())
                .contentType("application/json")
                .body(Map.of("fullName", NAME, "email", "z@contoso.example", "companySize", "L2_U9"))
                .put(consents.path() + "/contact")
                .then()
                .statusCode(200);
    }

    @Test
    void erasesEventsThatKafkaHasNotGotYetAndDeadLetters() throws SQLException {
        Consents consents = Consents.enabled("DE");
        Kafka.say(Consents.decision(consents.removalOf(""), RemovalOutcome.ACCEPTED));
        consents.awaitStatus("removed");
        String topic = Topic.ENABLEMENT_CONTACTS.topicName();
        try (Connection connection = background.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute(
                    """
                    insert into outbox (lane, topic, record_key, event_id, event_type, subject, revision, payload)
                    values (0, '%1$s', '%2$s', gen_random_uuid(), 'x', 'x', 1, 'secret')"""
                            .formatted(topic, consents.key()));
            statement.execute(
                    """
                    insert into dead_letter (id, topic, topic_id, partition, record_offset, record_key, revision, headers,
                                             payload, error, event_recorded)
                    values (gen_random_uuid(), '%1$s', gen_random_uuid(), 0, 0, '%2$s', 1, '{}', 'secret', 'x', false)"""
                            .formatted(topic, consents.key()));

            erasure.erase(connection, new EnablementKey(consents.tenantId, consents.operatorId));

            ResultSet left = statement.executeQuery(
                    """
                    select (select count(*) from outbox where topic = '%1$s' and record_key = '%2$s')
                         + (select count(*) from dead_letter where topic = '%1$s' and record_key = '%2$s')"""
                            .formatted(topic, consents.key()));
            left.next();
            assertThat(left.getInt(1)).isZero();
            connection.rollback();
        }
    }

    /** A backup has what was erased since; here one table of it came back. */
    @Test
    void erasesAgainWhatARestoreBroughtBack() throws SQLException {
        // Given
        Consents removed = Consents.enabled("DE");
        Consents live = Consents.enabled("DE");
        for (Consents consents : List.of(removed, live)) {
            asTenant(consents.tenantId)
                    .header("Idempotency-Key", "restored")
                    .post(consents.path() + "/suspend")
                    .then()
                    .statusCode(200);
        }
        World.execute("create table restored as select * from idempotency_record where tenant_id = '" + removed.tenantId
                + "'");
        Kafka.say(Consents.decision(removed.removalOf(""), RemovalOutcome.ACCEPTED));
        removed.awaitStatus("removed");
        World.execute("insert into idempotency_record select * from restored");
        World.execute("drop table restored");
        assertThat(answersOf(removed)).isNotEmpty();

        // When
        job.eraseAgain();

        // Then
        assertThat(answersOf(removed)).isEmpty();
        assertThat(answersOf(live)).isNotEmpty();
        live.get().then().body("contact.fullName", equalTo("Ada Erasable"));
    }

    private static List<Object> answersOf(Consents consents) {
        return World.select("select body from idempotency_record where tenant_id = ?", consents.tenantId);
    }

    @Test
    void isOnKafkaForADayAndTheHourOfASegmentAtMost() throws Exception {
        ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, Topic.ENABLEMENT_CONTACTS.topicName());

        Config config;
        try (Admin admin = Admin.create(
                Map.of("bootstrap.servers", TrunklineTestServers.kafka().bootstrapServers()))) {
            config = admin.describeConfigs(List.of(topic)).all().get().get(topic);
        }

        assertThat(config.get("cleanup.policy").value()).isEqualTo("delete");
        assertThat(config.get("retention.ms").value())
                .isEqualTo(Long.toString(Duration.ofHours(24).toMillis()));
        assertThat(config.get("segment.ms").value())
                .isEqualTo(Long.toString(Duration.ofHours(1).toMillis()));
    }

    @Test
    void isSaidAgainOnlyForLiveEnablements() throws SQLException {
        Consents live = Consents.enabled("DE");
        Consents removed = Consents.enabled("DE");
        Kafka.say(Consents.decision(removed.removalOf(""), RemovalOutcome.ACCEPTED));
        removed.awaitStatus("removed");
        List<String> said = new ArrayList<>();

        try (Connection connection = background.getConnection()) {
            connection.setAutoCommit(false);
            String last = null;
            do {
                var page = contacts.pageAfter(connection, last, 3);
                page.events().forEach(event -> said.add(event.recordKey()));
                last = page.lastKey();
            } while (last != null);
            connection.rollback();
        }

        assertThat(said).contains(live.key()).doesNotContain(removed.key()).doesNotHaveDuplicates();
    }

    private static List<String> tablesThatKnow(String text) {
        List<String> found = new ArrayList<>();
        List<Object> tables = World.select(
                "select table_name::text from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'");
        assertThat(tables).contains("enablement", "outbox", "dead_letter", "idempotency_record", "enablement_history");
        for (Object table : tables) {
            // Binary columns show as hexadecimal digits.
            String sql = "select 1 from " + table
                    + " as t where t::text like ? or t::text like '%' || encode(?::bytea, 'hex') || '%' limit 1";
            if (!World.select(sql, "%" + text + "%", text).isEmpty()) {
                found.add(table.toString());
            }
        }
        return found;
    }
}
