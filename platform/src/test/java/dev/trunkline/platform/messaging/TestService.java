package dev.trunkline.platform.messaging;

import dev.trunkline.platform.background.Backoff;
import dev.trunkline.platform.inbox.EventsHandler;
import dev.trunkline.platform.inbox.Inbox;
import dev.trunkline.platform.inbox.InboxConfig;
import dev.trunkline.platform.inbox.InboxMetrics;
import dev.trunkline.platform.outbox.OutboxMetrics;
import dev.trunkline.platform.outbox.OutboxRelay;
import dev.trunkline.platform.outbox.RelayConfig;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;

/** Relays and inboxes as a service has them, with short waits. */
public final class TestService {

    public static final Backoff BACKOFF = new Backoff(Duration.ofMillis(20), Duration.ofMillis(200));

    private TestService() {}

    public static RelayConfig relayConfig(Duration acknowledgeWithin) {
        return new RelayConfig(
                4711,
                500,
                4 * 1024 * 1024,
                Duration.ofMillis(20),
                acknowledgeWithin,
                acknowledgeWithin.multipliedBy(2),
                Duration.ofSeconds(1),
                BACKOFF);
    }

    public static OutboxRelay relay(TestDatabase database) {
        return relay(database, database.background());
    }

    public static OutboxRelay relay(TestDatabase database, DataSource dataSource) {
        RelayConfig config = relayConfig(Duration.ofSeconds(5));
        return new OutboxRelay(
                "relay",
                database.outbox(),
                config,
                dataSource,
                OutboxRelay.producers(TestTopics.connection(Map.of()), config),
                new OutboxMetrics(new SimpleMeterRegistry()));
    }

    public static InboxConfig inboxConfig() {
        return new InboxConfig(
                "test-" + UUID.randomUUID(),
                10_000,
                Duration.ofMillis(200),
                Duration.ofSeconds(10),
                BACKOFF,
                20,
                Duration.ofMillis(500),
                Duration.ofSeconds(10));
    }

    public static Inbox inbox(TestDatabase database, EventsHandler... handlers) {
        return inbox(database, inboxConfig(), database.background(), new SimpleMeterRegistry(), handlers);
    }

    public static Inbox inbox(
            TestDatabase database,
            InboxConfig config,
            DataSource dataSource,
            MeterRegistry registry,
            EventsHandler... handlers) {
        return new Inbox(
                config,
                TestTopics.connection(Map.of()),
                dataSource,
                database.outbox(),
                lanes -> {},
                List.of(handlers),
                new InboxMetrics(registry));
    }
}
