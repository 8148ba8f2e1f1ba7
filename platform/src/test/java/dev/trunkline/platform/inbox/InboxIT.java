package dev.trunkline.platform.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.trunkline.contracts.AccountType;
import dev.trunkline.contracts.CoexistenceMode;
import dev.trunkline.contracts.UserStatus;
import dev.trunkline.contracts.event.EnablementApplied;
import dev.trunkline.contracts.event.Event;
import dev.trunkline.contracts.event.EventType;
import dev.trunkline.contracts.event.RemovalRequested;
import dev.trunkline.contracts.event.RemovalScope;
import dev.trunkline.contracts.event.TenantChanged;
import dev.trunkline.contracts.event.Topic;
import dev.trunkline.contracts.event.UserChanged;
import dev.trunkline.platform.messaging.Ledger;
import dev.trunkline.platform.messaging.RawProducer;
import dev.trunkline.platform.messaging.TestDatabase;
import dev.trunkline.platform.messaging.TestService;
import dev.trunkline.platform.messaging.TestTopics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class InboxIT {

    private static final Duration SOON = Duration.ofSeconds(40);

    private final TestDatabase database = new TestDatabase();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final RawProducer producer = new RawProducer();
    private final UUID tenant = UUID.randomUUID();
    private final Ledger ledger =
            new Ledger(database, EventType.TENANT_CHANGED, EventType.REMOVAL_REQUESTED, EventType.USER_CHANGED);

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
    void appliesARepeatedEventOnce() {
        // Given
        RemovalRequested command = command();
        UUID id = producer.send(command);
        producer.send(command, id);

        // When
        try (Inbox inbox = inbox(ledger)) {
            inbox.start();
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(ledger.revisions()).hasSize(1));
            producer.send(command, id);
            producer.send(state(1));
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(ledger.revisionsOf(tenant)).contains(1L));
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(events("duplicate")).isEqualTo(2));
        }

        // Then
        assertThat(ledger.revisions()).containsExactlyInAnyOrder(0L, 1L);
        assertThat(database.count("inbox_event")).isEqualTo(2);
    }

    @Test
    void leavesOnlyTheNewestStateOfAKeyInABatch() {
        // Given
        producer.send(state(3));
        producer.send(state(9));
        producer.send(state(5));

        // When
        try (Inbox inbox = inbox(ledger)) {
            inbox.start();
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(ledger.revisions()).isNotEmpty());
        }

        // Then
        assertThat(ledger.revisions()).containsExactly(9L);
        assertThat(events("stale")).isEqualTo(2);
    }

    @Test
    void handsALateStateToTheHandlerWhichKnowsBetter() {
        // Given
        try (Inbox inbox = inbox(ledger)) {
            inbox.start();
            producer.send(state(9));
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(ledger.revisions()).containsExactly(9L));
            ledger.failing((transaction, events) -> transaction.countStale(events.size()));

            // When
            producer.send(state(5));

            // Then
            await().atMost(SOON).untilAsserted(() -> assertThat(events("stale")).isEqualTo(1));
        }
    }

    @Test
    void keepsTheOrderOfCommandsOfAKey() {
        // Given
        List<UUID> sent =
                IntStream.range(0, 50).mapToObj(i -> producer.send(command())).toList();

        // When
        try (Inbox inbox = inbox(ledger)) {
            inbox.start();
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(ledger.revisions()).hasSize(50));
        }

        // Then
        assertThat(database.query("select string_agg(event_id::text, ',' order by line) from ledger"))
                .isEqualTo(String.join(",", sent.stream().map(UUID::toString).toList()));
    }

    @Test
    void passesOverUnknownTypesAndTypesOfOthers() {
        // Given
        RecordHeaders headers = new RecordHeaders();
        headers.add("ce_type", "dev.trunkline.tenant.renamed.v7".getBytes(StandardCharsets.UTF_8));
        producer.send(Topic.TENANTS.topicName(), "key", headers, new byte[] {1});
        producer.send(state(1));

        // When
        try (Inbox inbox = inbox(ledger)) {
            inbox.start();
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(ledger.revisions()).containsExactly(1L));
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(events("unknown")).isEqualTo(1));
        }

        // Then
        assertThat(database.count("dead_letter")).isZero();
    }

    @Test
    void runsHandlersInTheirOrderWithinABatch() {
        // Given
        List<EventType> turns = new CopyOnWriteArrayList<>();
        EventsHandler later = handler(EventType.REMOVAL_REQUESTED, 200, turns);
        EventsHandler earlier = handler(EventType.ENABLEMENT_APPLIED, 10, turns);
        producer.send(command());
        producer.send(new EnablementApplied(tenant, UUID.randomUUID(), 1, 1, Instant.EPOCH));

        // When
        try (Inbox inbox = inbox(later, earlier)) {
            inbox.start();
            await().atMost(SOON).untilAsserted(() -> assertThat(turns).hasSize(2));
        }

        // Then
        assertThat(turns).containsExactly(EventType.ENABLEMENT_APPLIED, EventType.REMOVAL_REQUESTED);
    }

    @Test
    void appendsWhatFollowsWithItsCauseInTheSameTransaction() {
        // Given
        ledger.failing((transaction, events) -> {
            for (InboundEvent event : events) {
                transaction.append(user(7), event);
            }
        });
        UUID cause = producer.send(command());

        // When
        try (Inbox inbox = inbox(ledger)) {
            inbox.start();
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(database.count("outbox")).isEqualTo(1));
        }

        // Then
        assertThat(database.query("select correlation_id || ' ' || causation_id from outbox"))
                .isEqualTo("correlation-1 " + cause);
    }

    @Test
    void leavesNothingOfAPartThatFailsAndKeepsTheRest() {
        // Given
        ledger.failing((transaction, events) -> {
            InboundEvent event = events.get(0);
            transaction.append(user(1), event);
            transaction.countParked(1);
            Optional<Exception> failure = transaction.attempt(() -> {
                transaction.append(user(2), event);
                transaction.countParked(10);
                try (Statement statement = transaction.connection().createStatement()) {
                    statement.execute(
                            "insert into ledger (event_id, record_key, revision) select event_id, 'part', 2 from ledger");
                    statement.execute("select 1 / 0");
                }
            });
            assertThat(failure).containsInstanceOf(SQLException.class);
            assertThat(transaction.attempt(() -> transaction.append(user(3), event)))
                    .isEmpty();
        });
        producer.send(command());

        // When
        try (Inbox inbox = inbox(ledger)) {
            inbox.start();
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(database.count("outbox")).isEqualTo(2));
        }

        // Then
        assertThat(database.query("select string_agg(revision::text, ' ' order by id) from outbox"))
                .isEqualTo("1 3");
        assertThat(ledger.revisions()).hasSize(1);
        assertThat(events("parked")).isEqualTo(1);
        assertThat(database.count("dead_letter")).isZero();
    }

    @Test
    void triesTheWholeBatchAgainWhenAPartLosesARace() {
        // Given
        AtomicInteger deadlocks = new AtomicInteger(2);
        ledger.failing((transaction, events) -> assertThat(transaction.attempt(() -> {
                    if (deadlocks.getAndDecrement() > 0) {
                        throw new SQLException("deadlock detected", "40P01");
                    }
                }))
                .isEmpty());
        producer.send(command());

        // When
        try (Inbox inbox = inbox(ledger)) {
            inbox.start();
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(ledger.revisions()).hasSize(1));
        }

        // Then
        assertThat(deadlocks.get()).isNegative();
        assertThat(database.count("dead_letter")).isZero();
    }

    @Test
    void triesADeadlockAgainAtOnce() {
        // Given
        AtomicInteger deadlocks = new AtomicInteger(2);
        ledger.failing((transaction, events) -> {
            if (deadlocks.getAndDecrement() > 0) {
                throw new SQLException("deadlock detected", "40P01");
            }
        });
        producer.send(command());

        // When
        try (Inbox inbox = inbox(ledger)) {
            inbox.start();
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(ledger.revisions()).hasSize(1));
        }

        // Then
        assertThat(registry.find("trunkline.inbox.failures").counters())
                .allSatisfy(counter -> assertThat(counter.count()).isZero());
        assertThat(database.count("dead_letter")).isZero();
    }

    @Test
    void halvesItsBatchesWhenTheyTakeTooLong() {
        // Given
        AtomicInteger largest = new AtomicInteger();
        ledger.failing((transaction, events) -> {
            if (events.size() > 4) {
                try (Statement statement = transaction.connection().createStatement()) {
                    statement.execute("set local statement_timeout = 20");
                    statement.execute("select pg_sleep(5)");
                }
            }
            largest.accumulateAndGet(events.size(), Math::max);
        });
        for (int i = 0; i < 16; i++) {
            producer.send(command());
        }

        // When
        try (Inbox inbox = inbox(ledger)) {
            inbox.start();
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(ledger.revisions()).hasSize(16));
        }

        // Then
        assertThat(largest).hasValueLessThanOrEqualTo(4);
        assertThat(database.count("dead_letter")).isZero();
    }

    @Test
    void goesOnAfterItsConnectionsWereKilledAndAppliesEachEventOnce() {
        // Given
        try (Inbox inbox = inbox(ledger)) {
            inbox.start();
            for (int i = 0; i < 200; i++) {
                producer.send(command());
                // When
                if (i % 40 == 20) {
                    database.killBackgroundConnections();
                }
            }

            // Then
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(ledger.revisions()).hasSize(200));
        }
        assertThat(database.query("select count(distinct event_id) from ledger"))
                .isEqualTo("200");
        assertThat(database.count("dead_letter")).isZero();
    }

    @Test
    void goesOnWhereItWasAfterTheBrokerWasAway() {
        // Given
        try (Inbox inbox = inbox(ledger)) {
            inbox.start();
            producer.send(command());
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(ledger.revisions()).hasSize(1));

            // When
            TestTopics.server().stop();
            await().atMost(SOON).until(() -> inbox.sinceLastTurn().toMillis() < 1_000);
            TestTopics.server().restart();
            producer.send(command());

            // Then
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(ledger.revisions()).hasSize(2));
        }
    }

    @Test
    void needsNoConsumerWithoutHandlers() {
        // Given
        try (Inbox inbox = TestService.inbox(database)) {
            // When
            inbox.start();

            // Then
            assertThat(inbox.hasHandlers()).isFalse();
            assertThat(inbox.sinceLastTurn()).isNull();
        }
    }

    private Inbox inbox(EventsHandler... handlers) {
        return TestService.inbox(database, TestService.inboxConfig(), database.background(), registry, handlers);
    }

    private double events(String outcome) {
        return registry.counter("trunkline.inbox.events", "outcome", outcome).count();
    }

    private static EventsHandler handler(EventType type, int order, List<EventType> turns) {
        return new EventsHandler() {
            @Override
            public Set<EventType> types() {
                return Set.of(type);
            }

            @Override
            public int order() {
                return order;
            }

            @Override
            public void apply(InboxTransaction transaction, List<InboundEvent> events) {
                turns.add(type);
            }
        };
    }

    private Event state(long revision) {
        return new TenantChanged(tenant, revision, "Contoso", CoexistenceMode.TEAMS_ONLY);
    }

    private UserChanged user(long revision) {
        return new UserChanged(
                tenant,
                UUID.randomUUID(),
                revision,
                UserStatus.ACTIVE,
                AccountType.USER,
                "DE",
                List.of(),
                null,
                null,
                false,
                null);
    }

    private RemovalRequested command() {
        return new RemovalRequested(
                UUID.randomUUID(), tenant, UUID.randomUUID(), 1, RemovalScope.operator(), Instant.EPOCH);
    }
}
