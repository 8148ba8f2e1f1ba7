package dev.trunkline.platform.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.trunkline.contracts.CoexistenceMode;
import dev.trunkline.contracts.event.TenantChanged;
import dev.trunkline.contracts.event.Topic;
import dev.trunkline.platform.event.EventAttributes;
import dev.trunkline.platform.messaging.TestDatabase;
import dev.trunkline.platform.messaging.TestService;
import dev.trunkline.platform.messaging.TestTopics;
import dev.trunkline.platform.messaging.TopicReader;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OutboxOrderIT {

    private static final int WRITERS = 4;
    private static final int RELAYS = 4;
    private static final int EVENTS_PER_WRITER = 300;
    private static final int KEYS = 12;
    private static final int BATCH = 5;

    private final TestDatabase database = new TestDatabase();
    private final TopicReader reader = new TopicReader(Topic.TENANTS);
    private final List<UUID> tenants = new ArrayList<>();
    private final ExecutorService writers = Executors.newFixedThreadPool(WRITERS);

    @BeforeEach
    void makeTenants() {
        database.execute("create table aggregate (id uuid primary key, revision bigint not null)");
        database.execute("grant select, update on aggregate to " + database.name() + "_background");
        for (int i = 0; i < KEYS; i++) {
            UUID tenant = UUID.randomUUID();
            tenants.add(tenant);
            database.execute("insert into aggregate values ('" + tenant + "', 0)");
        }
    }

    @AfterEach
    void close() {
        writers.shutdownNow();
        reader.close();
        database.close();
    }

    @Test
    void keepsTheOrderPerKeyWithFourRelaysAndConcurrentWriters() throws Exception {
        // Given
        List<OutboxRelay> relays = new ArrayList<>();
        for (int i = 0; i < RELAYS; i++) {
            relays.add(relay("relay-" + i));
        }

        // When
        relays.forEach(OutboxRelay::start);
        writeConcurrently();
        awaitAll();
        relays.forEach(OutboxRelay::close);

        // Then
        assertThat(outOfOrder()).isZero();
    }

    @Test
    void wouldSeeDisorderIfRelaysSkippedLockedRows() throws Exception {
        // Given
        database.execute("grant update on outbox to " + database.name() + "_background");
        List<SkipLockedRelay> relays = new ArrayList<>();
        for (int i = 0; i < RELAYS; i++) {
            relays.add(new SkipLockedRelay(database, BATCH));
        }

        // When
        writeConcurrently();
        relays.forEach(SkipLockedRelay::start);
        awaitAll();
        relays.forEach(SkipLockedRelay::close);

        // Then
        assertThat(outOfOrder()).isPositive();
    }

    private OutboxRelay relay(String name) {
        RelayConfig config = new RelayConfig(
                4712,
                BATCH,
                1_000_000,
                Duration.ofMillis(50),
                Duration.ofSeconds(10),
                Duration.ofSeconds(20),
                Duration.ofSeconds(5),
                TestService.BACKOFF);
        return new OutboxRelay(
                name,
                database.outbox(),
                config,
                database.background(),
                OutboxRelay.producers(TestTopics.connection(Map.of()), config),
                new OutboxMetrics(new SimpleMeterRegistry()),
                TestService.NO_TRACES);
    }

    private void writeConcurrently() throws Exception {
        List<Future<?>> running = new ArrayList<>();
        for (int writer = 0; writer < WRITERS; writer++) {
            Random random = new Random(writer);
            running.add(writers.submit(() -> {
                for (int i = 0; i < EVENTS_PER_WRITER; i++) {
                    change(tenants.get(random.nextInt(KEYS)));
                }
                return null;
            }));
        }
        for (Future<?> writer : running) {
            writer.get();
        }
    }

    /** As aggregates do: lock, change, append last. */
    private void change(UUID tenant) throws SQLException {
        database.transactions().call(connection -> {
            long revision = lockAndRaise(connection, tenant);
            TenantChanged event = new TenantChanged(tenant, revision, "Contoso", CoexistenceMode.ISLANDS);
            return database.outbox().append(connection, List.of(OutboxEntry.of(event, null, null, null)));
        });
    }

    private static long lockAndRaise(Connection connection, UUID tenant) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "update aggregate set revision = revision + 1 where id = ? returning revision")) {
            statement.setObject(1, tenant);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    private void awaitAll() {
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            assertThat(reader.records()).hasSizeGreaterThanOrEqualTo(WRITERS * EVENTS_PER_WRITER);
            assertThat(database.count("outbox")).isZero();
        });
    }

    /** How many revisions came after a higher one of their key. */
    private long outOfOrder() {
        Map<String, Long> highest = new HashMap<>();
        long late = 0;
        for (ConsumerRecord<byte[], byte[]> tenant : reader.records()) {
            String key = new String(tenant.key(), StandardCharsets.UTF_8);
            long revision = Long.parseLong(EventAttributes.optional(tenant.headers(), EventAttributes.REVISION));
            if (revision < highest.getOrDefault(key, 0L)) {
                late++;
            }
            highest.merge(key, revision, Math::max);
        }
        return late;
    }
}
