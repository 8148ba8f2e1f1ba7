package dev.trunkline.platform.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.trunkline.contracts.event.EventType;
import dev.trunkline.contracts.event.RemovalRequested;
import dev.trunkline.contracts.event.RemovalScope;
import dev.trunkline.contracts.event.Topic;
import dev.trunkline.platform.messaging.FaultyDataSource;
import dev.trunkline.platform.messaging.Ledger;
import dev.trunkline.platform.messaging.RawProducer;
import dev.trunkline.platform.messaging.TestDatabase;
import dev.trunkline.platform.messaging.TestService;
import dev.trunkline.platform.messaging.TestTopics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class InboxPositionIT {

    private static final Duration SOON = Duration.ofSeconds(40);

    private final TestDatabase database = new TestDatabase();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final RawProducer producer = new RawProducer();
    private final UUID tenant = UUID.randomUUID();
    private final Ledger ledger = new Ledger(database, EventType.REMOVAL_REQUESTED);
    private final AtomicBoolean applying = new AtomicBoolean();
    private final InboxConfig config = TestService.inboxConfig();

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
    void appliesOnceWhenItStopsBeforeTheCommit() {
        // Given
        AtomicInteger deaths = new AtomicInteger(2);
        DataSource dying = FaultyDataSource.around(
                database.background(),
                () -> {},
                () -> {
                    if (applying.get() && deaths.getAndDecrement() > 0) {
                        throw new SQLException("the process dies here", "08006");
                    }
                },
                () -> {});
        ledger.failing((transaction, events) -> applying.set(true));
        producer.send(command());

        // When
        try (Inbox inbox = inbox(dying)) {
            inbox.start();
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(ledger.revisions()).hasSize(1));
        }

        // Then
        assertThat(deaths.get()).isNotPositive();
        assertThat(database.count("inbox_event")).isEqualTo(1);
    }

    @Test
    void appliesOnceWhenItStopsBetweenTheCommitAndHearingOfIt() {
        // Given
        AtomicInteger deaths = new AtomicInteger(1);
        DataSource dying = FaultyDataSource.around(database.background(), () -> {}, () -> {}, () -> {
            if (applying.get() && deaths.getAndDecrement() > 0) {
                throw new SQLException("the process dies here", "08006");
            }
        });
        ledger.failing((transaction, events) -> applying.set(true));
        producer.send(command());

        // When
        try (Inbox inbox = inbox(dying)) {
            inbox.start();
            await().atMost(SOON).until(() -> deaths.get() <= 0);
            applying.set(false);
            producer.send(command());
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(ledger.revisions()).hasSize(2));
        }

        // Then
        assertThat(database.query("select count(distinct event_id) from ledger"))
                .isEqualTo("2");
    }

    @Test
    void readsFromTheStoredPositionWhenItIsAheadOfTheBrokers() {
        // Given
        producer.send(command());
        producer.send(command());
        applyAll(2);
        TestTopics.commit(config.group(), Topic.REMOVALS, 0);

        // When
        producer.send(command());
        applyAll(3);

        // Then
        assertThat(events("duplicate")).isZero();
    }

    @Test
    void readsAgainFromTheStoredPositionWhenItIsBehindTheBrokers() {
        // Given
        String start = "update inbox_position set next_offset = next_offset - 2 where topic = '"
                + Topic.REMOVALS.topicName() + "' and updated_at = (select max(updated_at) from inbox_position)";
        producer.send(command());
        producer.send(command());
        applyAll(2);

        // When
        database.execute(start);
        database.execute("delete from ledger");
        database.execute("delete from inbox_event");
        producer.send(command());
        applyAll(3);

        // Then
        assertThat(database.query("select count(distinct event_id) from ledger"))
                .isEqualTo("3");
    }

    @Test
    void beginsWithTheEarliestWhenTheStoredPositionIsOutOfRange() {
        // Given
        database.execute("update inbox_position set next_offset = next_offset + 1000000 where topic = '"
                + Topic.REMOVALS.topicName() + "'");
        UUID id = producer.send(command());

        // When
        try (Inbox inbox = inbox(database.background())) {
            inbox.start();
            // Then
            await().atMost(SOON).until(() -> database.query("select count(*) from ledger where event_id = '" + id + "'")
                    .equals("1"));
        }
        assertThat(registry.counter("trunkline.inbox.repositioned", "reason", "out-of-range")
                        .count())
                .isPositive();
    }

    @Test
    void readsATopicThatWasMadeAnewFromItsBeginning() {
        // Given
        try (Inbox inbox = inbox(database.background())) {
            inbox.start();
            producer.send(command());
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(ledger.revisions()).hasSize(1));
            UUID before = TestTopics.idOf(Topic.REMOVALS);

            // When
            TestTopics.makeAnew(Topic.REMOVALS);
            for (int i = 0; i < 5; i++) {
                producer.send(command());
            }

            // Then
            assertThat(TestTopics.idOf(Topic.REMOVALS)).isNotEqualTo(before);
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(ledger.revisions()).hasSize(6));
        }
    }

    @Test
    void sharesThePartitionsBetweenReplicas() {
        // Given
        try (Inbox one = inbox(database.background());
                Inbox other = inbox(database.background())) {
            one.start();
            other.start();
            // When
            for (int i = 0; i < 100; i++) {
                producer.send(command(UUID.randomUUID()));
            }

            // Then
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(ledger.revisions()).hasSize(100));
        }
        assertThat(database.query("select count(distinct event_id) from ledger"))
                .isEqualTo("100");
    }

    @Test
    void discardsTheBatchOfAReplicaThatHasLostItsPartitionsUnawares() {
        // Given
        AtomicBoolean stall = new AtomicBoolean();
        CountDownLatch stalled = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        DataSource stalling = FaultyDataSource.around(
                database.background(),
                () -> {
                    if (stall.get()) {
                        stalled.countDown();
                        awaitQuietly(goOn);
                    }
                },
                () -> {},
                () -> {});
        try (Inbox zombie = inboxWithShortPolls(stalling)) {
            zombie.start();
            producer.send(command());
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(ledger.revisions()).hasSize(1));
            stall.set(true);
            producer.send(command());
            awaitQuietly(stalled);

            // When
            try (Inbox successor = inbox(database.background())) {
                successor.start();
                await().atMost(SOON)
                        .untilAsserted(() -> assertThat(ledger.revisions()).hasSize(2));
                stall.set(false);
                goOn.countDown();
                producer.send(command());
                await().atMost(SOON)
                        .untilAsserted(() -> assertThat(ledger.revisions()).hasSize(3));
            }
        }

        // Then
        assertThat(database.query("select count(distinct event_id) from ledger"))
                .isEqualTo("3");
        assertThat(registry.counter("trunkline.inbox.repositioned", "reason", "moved")
                        .count())
                .isPositive();
        assertThat(events("duplicate")).isZero();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void applyAll(int lines) {
        try (Inbox inbox = inbox(database.background())) {
            inbox.start();
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(ledger.revisions()).hasSize(lines));
        }
    }

    private Inbox inbox(DataSource dataSource) {
        return TestService.inbox(database, config, dataSource, registry, ledger);
    }

    private Inbox inboxWithShortPolls(DataSource dataSource) {
        return TestService.inboxLosingItsPartitionsAfter(
                Duration.ofSeconds(3), database, config, dataSource, registry, ledger);
    }

    private double events(String outcome) {
        return registry.counter("trunkline.inbox.events", "outcome", outcome).count();
    }

    private RemovalRequested command() {
        return command(tenant);
    }

    private static RemovalRequested command(UUID tenant) {
        return new RemovalRequested(
                UUID.randomUUID(), tenant, UUID.randomUUID(), 1, RemovalScope.operator(), Instant.EPOCH);
    }
}
