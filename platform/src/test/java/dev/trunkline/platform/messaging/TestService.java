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
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.TracerProvider;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;

/** Relays and inboxes as a service has them, with short waits. */
public final class TestService {

    public static final Backoff BACKOFF = new Backoff(Duration.ofMillis(20), Duration.ofMillis(200));

    public static final Tracer NO_TRACES = TracerProvider.noop().get("test");

    private TestService() {}

    public static RelayConfig relayConfig(Duration acknowledgeWithin) {
        return relayConfig(acknowledgeWithin, Duration.ofMillis(50));
    }

    private static RelayConfig relayConfig(Duration acknowledgeWithin, Duration interval) {
        return new RelayConfig(
                4711,
                500,
                4 * 1024 * 1024,
                interval,
                acknowledgeWithin,
                acknowledgeWithin.multipliedBy(2),
                Duration.ofSeconds(1),
                BACKOFF);
    }

    public static OutboxRelay relay(TestDatabase database) {
        return relay(database, database.background());
    }

    public static OutboxRelay relay(TestDatabase database, DataSource dataSource) {
        return relay(database, dataSource, relayConfig(Duration.ofSeconds(10)));
    }

    public static OutboxRelay relay(TestDatabase database, Duration acknowledgeWithin) {
        return relay(database, database.background(), relayConfig(acknowledgeWithin));
    }

    public static OutboxRelay relayThatLooksRarely(TestDatabase database) {
        return relay(database, database.background(), relayConfig(Duration.ofSeconds(10), Duration.ofMinutes(5)));
    }

    private static OutboxRelay relay(TestDatabase database, DataSource dataSource, RelayConfig config) {
        return new OutboxRelay(
                "relay",
                database.outbox(),
                config,
                dataSource,
                OutboxRelay.producers(TestTopics.connection(Map.of()), config),
                new OutboxMetrics(new SimpleMeterRegistry()),
                NO_TRACES);
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
        return inbox(Map.of(), database, config, dataSource, registry, handlers);
    }

    /** One that the group takes for dead when it stalls for that long. */
    public static Inbox inboxLosingItsPartitionsAfter(
            Duration stall,
            TestDatabase database,
            InboxConfig config,
            DataSource dataSource,
            MeterRegistry registry,
            EventsHandler... handlers) {
        Map<String, String> kafka = Map.of("max.poll.interval.ms", Long.toString(stall.toMillis()));
        return inbox(kafka, database, config, dataSource, registry, handlers);
    }

    private static Inbox inbox(
            Map<String, String> kafka,
            TestDatabase database,
            InboxConfig config,
            DataSource dataSource,
            MeterRegistry registry,
            EventsHandler... handlers) {
        return new Inbox(
                config,
                TestTopics.connection(kafka),
                dataSource,
                database.outbox(),
                lanes -> {},
                List.of(handlers),
                new InboxMetrics(registry),
                NO_TRACES);
    }
}
