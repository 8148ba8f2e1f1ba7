package dev.trunkline.platform.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.trunkline.contracts.CoexistenceMode;
import dev.trunkline.contracts.event.EventType;
import dev.trunkline.contracts.event.RemovalRequested;
import dev.trunkline.contracts.event.RemovalScope;
import dev.trunkline.contracts.event.TenantChanged;
import dev.trunkline.contracts.event.Topic;
import dev.trunkline.platform.deadletter.TestDeadLetters;
import dev.trunkline.platform.messaging.Ledger;
import dev.trunkline.platform.messaging.RawProducer;
import dev.trunkline.platform.messaging.TestDatabase;
import dev.trunkline.platform.messaging.TestService;
import dev.trunkline.platform.messaging.TestTopics;
import dev.trunkline.platform.problem.ProblemException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class PoisonIT {

    private static final Duration SOON = Duration.ofSeconds(40);

    private final TestDatabase database = new TestDatabase();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final RawProducer producer = new RawProducer();
    private final UUID tenant = UUID.randomUUID();
    private final Ledger ledger = new Ledger(database, EventType.TENANT_CHANGED, EventType.REMOVAL_REQUESTED);
    private final TestDeadLetters deadLetters = new TestDeadLetters(database, ledger);

    @BeforeEach
    void beginAtTheEnd() {
        TestTopics.beginAtTheEnd(database);
    }

    @AfterEach
    void close() {
        producer.close();
        database.close();
    }

    @Test
    void setsAsideThePoisonInTheMiddleOfABatchAndAppliesTheRest() {
        // Given
        List<UUID> sent = new ArrayList<>();
        for (int i = 0; i < 21; i++) {
            sent.add(producer.send(command()));
        }
        UUID poison = sent.get(10);
        ledger.failingOn(event -> event.id().equals(poison));

        // When
        try (Inbox inbox = inbox()) {
            inbox.start();
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(ledger.revisions()).hasSize(20));
        }

        // Then
        assertThat(database.query("select event_id from dead_letter")).isEqualTo(poison.toString());
        assertThat(database.query("select error from dead_letter")).doesNotContain("4930901820", "somebody");
        assertThat(ledger.refused()).endsWith(poison);
        assertThat(registry.counter("trunkline.inbox.events", "outcome", "dead").count())
                .isEqualTo(1);
        assertThat(database.query("select string_agg(event_id::text, ',' order by line) from ledger"))
                .isEqualTo(String.join(
                        ",",
                        sent.stream()
                                .filter(id -> !id.equals(poison))
                                .map(UUID::toString)
                                .toList()));
    }

    @Test
    void setsAsideWhatCannotBeRead() {
        // Given
        producer.sendBroken(command(), "{\"removalId\": 17");
        producer.send(Topic.REMOVALS.topicName(), "nobody", new RecordHeaders(), new byte[0]);
        producer.send(command());

        // When
        try (Inbox inbox = inbox()) {
            inbox.start();
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(ledger.revisions()).hasSize(1));
            await().atMost(SOON).untilAsserted(() -> assertThat(database.count("dead_letter"))
                    .isEqualTo(2));
        }

        // Then
        assertThat(database.count("inbox_event")).isEqualTo(1);
        assertThat(database.query("select convert_from(payload, 'UTF8') from dead_letter where event_id is not null"))
                .isEqualTo("{\"removalId\": 17");
    }

    @Test
    void marksTheKeyOfAStateUnreliableUntilANewerOneIsApplied() throws SQLException {
        // Given
        ledger.failingOn(event -> event.revision() == 5);
        try (Inbox inbox = inbox()) {
            inbox.start();
            producer.send(state(5));
            await().atMost(SOON).untilAsserted(() -> assertThat(unreliable()).isTrue());

            // When
            producer.send(state(4));
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(ledger.revisions()).containsExactly(4L));
            assertThat(unreliable()).isTrue();
            producer.send(state(6));

            // Then
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(ledger.revisions()).containsExactly(4L, 6L));
            assertThat(unreliable()).isFalse();
        }
    }

    @Test
    void takesAMarkAwayInTheBatchThatSetIt() throws SQLException {
        // Given
        producer.sendBroken(state(5), "{");
        producer.send(state(6));

        // When
        try (Inbox inbox = inbox()) {
            inbox.start();
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(ledger.revisions()).containsExactly(6L));
        }

        // Then
        assertThat(database.count("dead_letter")).isEqualTo(1);
        assertThat(unreliable()).isFalse();
    }

    @Test
    void appliesADeadLetterOnceItsCauseIsGone() throws SQLException {
        // Given
        ledger.failingOn(event -> event.revision() == 5);
        UUID id = producer.send(state(5));
        try (Inbox inbox = inbox()) {
            inbox.start();
            await().atMost(SOON).untilAsserted(() -> assertThat(database.count("dead_letter"))
                    .isEqualTo(1));
        }
        UUID letter = UUID.fromString(database.query("select id from dead_letter"));
        assertThatThrownBy(() -> deadLetters.replay(letter))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("failed again");
        assertThat(database.query("select replay_attempts from dead_letter")).isEqualTo("1");

        // When
        ledger.failingOn(event -> false);
        deadLetters.replay(letter);
        deadLetters.replay(letter);

        // Then
        assertThat(ledger.revisions()).containsExactly(5L);
        assertThat(database.query("select event_id from ledger")).isEqualTo(id.toString());
        assertThat(unreliable()).isFalse();
        assertThat(database.query("select payload is null and replayed_by = 'admin' from dead_letter"))
                .isEqualTo("t");
        assertThat(deadLetters.open()).isEmpty();
    }

    @Test
    void pausesInsteadOfSettingAsideMoreThanTheLimit() {
        // Given
        ledger.failingOn(event -> true);
        for (int i = 0; i < 30; i++) {
            producer.send(command());
        }

        // When
        try (Inbox inbox = inbox()) {
            inbox.start();
            await().atMost(SOON)
                    .until(() -> registry.get("trunkline.inbox.paused").gauge().value() == 1);

            // Then
            assertThat(registry.counter("trunkline.inbox.failures", "kind", "too-much-poison")
                            .count())
                    .isPositive();
            assertThat(database.count("dead_letter")).isLessThanOrEqualTo(20);
            assertThat(inbox.sinceLastTurn()).isLessThan(Duration.ofSeconds(5));
        }
    }

    private Inbox inbox() {
        return TestService.inbox(database, TestService.inboxConfig(), database.background(), registry, ledger);
    }

    private boolean unreliable() throws SQLException {
        return !database.transactions()
                .call(connection -> UnreliableKeys.among(
                        connection,
                        Topic.TENANTS,
                        List.of(tenant.toString(), UUID.randomUUID().toString())))
                .isEmpty();
    }

    private TenantChanged state(long revision) {
        return new TenantChanged(tenant, revision, "Contoso", CoexistenceMode.TEAMS_ONLY);
    }

    private RemovalRequested command() {
        return new RemovalRequested(
                UUID.randomUUID(), tenant, UUID.randomUUID(), 1, RemovalScope.operator(), Instant.EPOCH);
    }
}
