package dev.trunkline.platform.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.trunkline.contracts.CoexistenceMode;
import dev.trunkline.contracts.event.TenantChanged;
import dev.trunkline.contracts.event.Topic;
import dev.trunkline.platform.event.EventAttributes;
import dev.trunkline.platform.messaging.FaultyDataSource;
import dev.trunkline.platform.messaging.TestDatabase;
import dev.trunkline.platform.messaging.TestService;
import dev.trunkline.platform.messaging.TestTopics;
import dev.trunkline.platform.messaging.TopicReader;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class OutboxRelayIT {

    private static final Duration SOON = Duration.ofSeconds(40);

    private final TestDatabase database = new TestDatabase();
    private final UUID tenant = UUID.randomUUID();

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void sendsAllAttributesAsHeaders() {
        // Given
        TenantChanged event = event(42);
        try (TopicReader reader = new TopicReader(Topic.TENANTS);
                OutboxRelay relay = TestService.relay(database)) {
            relay.start();

            // When
            database.append(event);

            // Then
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(reader.records()).hasSize(1));
            ConsumerRecord<byte[], byte[]> sent = reader.records().get(0);
            assertThat(text(sent, "ce_specversion")).isEqualTo("1.0");
            assertThat(text(sent, "ce_type")).isEqualTo("dev.trunkline.tenant.changed.v1");
            assertThat(text(sent, "ce_source")).isEqualTo("/trunkline/test");
            assertThat(text(sent, "ce_tenantid")).isEqualTo(tenant.toString());
            assertThat(text(sent, "ce_revision")).isEqualTo("42");
            assertThat(text(sent, "ce_dataschema")).endsWith("tenant.changed.v1.json");
            assertThat(UUID.fromString(text(sent, "ce_id")).version()).isEqualTo(7);
            assertThat(new String(sent.key(), StandardCharsets.UTF_8)).isEqualTo(tenant.toString());
        }
    }

    @Test
    void sendsAgainWhatWasSentWhenItStopsBetweenSendingAndCommitting() {
        // Given
        long end = TestTopics.totalEnd(Topic.TENANTS);
        AtomicInteger deaths = new AtomicInteger(1);
        DataSource dying = FaultyDataSource.around(
                database.background(),
                () -> {},
                () -> {
                    if (TestTopics.totalEnd(Topic.TENANTS) > end && deaths.getAndDecrement() > 0) {
                        throw new SQLException("the process dies here", "08006");
                    }
                },
                () -> {});
        try (TopicReader reader = new TopicReader(Topic.TENANTS);
                OutboxRelay relay = TestService.relay(database, dying)) {

            // When
            database.append(event(1), event(2), event(3));
            relay.start();

            // Then
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(database.count("outbox")).isZero());
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(reader.records()).hasSize(6));
            assertThat(reader.records().stream().map(sent -> text(sent, "ce_revision")))
                    .containsExactly("1", "2", "3", "1", "2", "3");
            assertThat(reader.records().stream()
                            .map(sent -> text(sent, "ce_id"))
                            .distinct())
                    .hasSize(3);
        }
    }

    @Test
    void keepsEventsWhileTheBrokerIsAwayAndSendsThemInOrderWhenItIsBack() {
        // Given
        try (OutboxRelay relay = TestService.relay(database, Duration.ofSeconds(2))) {
            relay.start();
            TestTopics.server().stop();
            database.append(event(1), event(2));

            // When
            await().atMost(SOON).until(() -> relay.sinceLastTurn().toMillis() < 3_000);
            assertThat(database.count("outbox")).isEqualTo(2);
            TestTopics.server().restart();

            // Then
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(database.count("outbox")).isZero());
        }
    }

    @Test
    void goesOnAfterItsConnectionsWereKilled() {
        // Given
        try (TopicReader reader = new TopicReader(Topic.TENANTS);
                OutboxRelay relay = TestService.relay(database)) {
            relay.start();
            database.append(event(1));
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(reader.records()).hasSize(1));

            // When
            assertThat(database.killBackgroundConnections()).isPositive();
            appendAsApplication(event(2));

            // Then
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(reader.records().stream().map(sent -> text(sent, "ce_revision")))
                            .endsWith("2"));
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(database.count("outbox")).isZero());
        }
    }

    @Test
    void leavesALaneToTheRelayThatHoldsIt() throws SQLException {
        // Given
        TenantChanged event = event(1);
        int lane = new Lanes(16).of(Topic.TENANTS.topicName(), event.recordKey());
        try (Connection other = database.superuser();
                Statement statement = other.createStatement();
                OutboxRelay relay = TestService.relay(database)) {
            other.setAutoCommit(false);
            statement.execute("select pg_advisory_xact_lock(4711, " + lane + ")");
            relay.start();

            // When
            database.append(event, otherLane(lane));

            // Then
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(database.count("outbox")).isEqualTo(1));
            assertThat(database.query("select lane from outbox")).isEqualTo(Integer.toString(lane));
            other.rollback();
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(database.count("outbox")).isZero());
        }
    }

    @Test
    void letsALaneThatFailsHoldUpNoOtherAndSendsNothingBehindWhatFailed() {
        // Given
        int lane = new Lanes(16).of(Topic.TENANTS.topicName(), event(1).recordKey());
        database.append(event(1), event(2), otherLane(lane), otherLane(lane));
        database.execute("update outbox set topic = 'no topic has blanks' where revision = 1 and lane = " + lane);
        try (TopicReader reader = new TopicReader(Topic.TENANTS);
                OutboxRelay relay = TestService.relay(database)) {
            // When
            relay.start();

            // Then
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(database.count("outbox")).isEqualTo(2));
            database.append(otherLane(lane), event(3));
            await().atMost(SOON).untilAsserted(() -> assertThat(
                            database.query("select string_agg(distinct lane::text, ',') from outbox"))
                    .isEqualTo(Integer.toString(lane)));
            database.execute("update outbox set topic = '" + Topic.TENANTS.topicName() + "'");
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(firstArrivals(reader)).hasSize(6));
            assertThat(firstArrivals(reader).stream()
                            .filter(sent -> text(sent, "ce_tenantid").equals(tenant.toString()))
                            .map(sent -> text(sent, "ce_revision")))
                    .containsExactly("1", "2", "3");
        }
    }

    @Test
    void letsALaneWithMuchToTellHoldUpNoOther() {
        // Given
        TenantChanged event = event(1);
        int lane = new Lanes(16).of(Topic.TENANTS.topicName(), event.recordKey());
        TenantChanged other = otherLane(lane);
        database.append(LongStream.rangeClosed(1, 2_000).mapToObj(this::event).toArray(TenantChanged[]::new));
        database.append(other);
        try (TopicReader reader = new TopicReader(Topic.TENANTS);
                OutboxRelay relay = TestService.relay(database)) {
            // When
            relay.start();

            // Then
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(reader.records()).hasSize(2_001));
            assertThat(sentAt(reader, other.tenantId(), 1)).isLessThanOrEqualTo(sentAt(reader, tenant, 1_000));
        }
    }

    @Test
    void relaysAtOnceWhenWoken() {
        // Given
        try (OutboxRelay relay = TestService.relayThatLooksRarely(database)) {
            relay.start();
            await().atMost(SOON).until(() -> relay.sinceLastTurn().toMillis() > 500);

            // When
            database.append(event(1));
            BitSet lanes = new BitSet();
            lanes.set(new Lanes(16).of(Topic.TENANTS.topicName(), tenant.toString()));
            relay.wake(lanes);

            // Then
            await().atMost(Duration.ofSeconds(10))
                    .untilAsserted(() -> assertThat(database.count("outbox")).isZero());
        }
    }

    @Test
    void letsTheApplicationAppendButNeitherReadNorDelete() throws SQLException {
        // Given
        try (var pool = database.pool("app");
                Connection app = pool.getConnection();
                Statement statement = app.createStatement()) {
            // When
            database.outbox().append(app, List.of(OutboxEntry.of(event(1), null, null, null)));

            // Then
            assertThat(database.count("outbox")).isEqualTo(1);
            assertThatThrownBy(() -> statement.execute("select payload from outbox"))
                    .hasMessageContaining("permission denied");
            assertThatThrownBy(() -> statement.execute("delete from outbox")).hasMessageContaining("permission denied");
        }
    }

    /** What a batch sent before it failed comes again with the next one. */
    private static List<ConsumerRecord<byte[], byte[]>> firstArrivals(TopicReader reader) {
        Set<String> ids = new HashSet<>();
        return reader.records().stream()
                .filter(sent -> ids.add(text(sent, "ce_id")))
                .toList();
    }

    private static long sentAt(TopicReader reader, UUID tenantId, long revision) {
        return reader.records().stream()
                .filter(sent -> text(sent, "ce_tenantid").equals(tenantId.toString()))
                .filter(sent -> text(sent, "ce_revision").equals(Long.toString(revision)))
                .mapToLong(ConsumerRecord::timestamp)
                .findFirst()
                .orElseThrow();
    }

    private void appendAsApplication(TenantChanged event) {
        try (var pool = database.pool("app");
                Connection app = pool.getConnection()) {
            database.outbox().append(app, List.of(OutboxEntry.of(event, null, null, null)));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private TenantChanged otherLane(int lane) {
        while (true) {
            TenantChanged other = new TenantChanged(UUID.randomUUID(), 1, "Fabrikam", CoexistenceMode.ISLANDS);
            if (new Lanes(16).of(Topic.TENANTS.topicName(), other.recordKey()) != lane) {
                return other;
            }
        }
    }

    private TenantChanged event(long revision) {
        return new TenantChanged(tenant, revision, "Contoso", CoexistenceMode.TEAMS_ONLY);
    }

    private static String text(ConsumerRecord<byte[], byte[]> sent, String header) {
        return EventAttributes.optional(sent.headers(), header);
    }
}
