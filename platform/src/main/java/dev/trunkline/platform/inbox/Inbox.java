package dev.trunkline.platform.inbox;

import dev.trunkline.platform.background.Transactions;
import dev.trunkline.platform.event.KafkaConnection;
import dev.trunkline.platform.outbox.OutboxStore;
import io.opentelemetry.api.trace.Tracer;
import java.time.Duration;
import java.util.BitSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Events enter here: one named thread with one consumer, which replicas share the partitions with.
 *
 * <p>Each batch is one transaction, and the position is part of it: an event is applied once, however often it is delivered. A
 * transient failure is tried again for ever; an event at fault is set aside and does not stop those behind it.
 */
public final class Inbox implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Inbox.class);

    private final InboxConfig config;
    private final KafkaConnection kafka;
    private final DataSource dataSource;
    private final OutboxStore outbox;
    private final java.util.function.Consumer<BitSet> wakeRelay;
    private final InboxMetrics metrics;
    private final InboxTracing tracing;
    private final Handlers handlers;
    private final Thread thread;
    private final CountDownLatch stop = new CountDownLatch(1);
    private volatile @Nullable Consumer<byte[], byte[]> consumer;
    private volatile long lastTurnNanos = System.nanoTime();

    /**
     * Starts nothing yet.
     *
     * @param dataSource of the background role, not enlisted in JTA
     * @param wakeRelay told after commit which lanes have new rows
     * @throws IllegalArgumentException when a type of event has two handlers
     */
    public Inbox(
            InboxConfig config,
            KafkaConnection kafka,
            DataSource dataSource,
            OutboxStore outbox,
            java.util.function.Consumer<BitSet> wakeRelay,
            Iterable<EventsHandler> handlers,
            InboxMetrics metrics,
            Tracer tracer) {
        this.config = config;
        this.kafka = kafka;
        this.dataSource = dataSource;
        this.outbox = outbox;
        this.wakeRelay = wakeRelay;
        this.handlers = new Handlers(handlers);
        this.metrics = metrics;
        this.tracing = new InboxTracing(tracer, config.group());
        this.thread = new Thread(this::run, "inbox");
        this.thread.setDaemon(true);
    }

    /** Whether there is anything to consume; a service without handlers needs no consumer. */
    public boolean hasHandlers() {
        return !handlers.isEmpty();
    }

    /** Begins to consume; does nothing without handlers. */
    public void start() {
        lastTurnNanos = System.nanoTime();
        if (hasHandlers()) {
            metrics.watch(handlers.topics());
            thread.start();
        }
    }

    /** Time since the consumer last began a turn or a batch; what liveness looks at. Null when it was never started. */
    public @Nullable Duration sinceLastTurn() {
        return thread.getState() == Thread.State.NEW ? null : Duration.ofNanos(System.nanoTime() - lastTurnNanos);
    }

    /** Stops after the batch under way. The thread closes its own consumer: nobody else may touch it but to wake it. */
    @Override
    public void close() {
        stop.countDown();
        Consumer<byte[], byte[]> current = consumer;
        if (current != null) {
            current.wakeup();
        }
        if (!thread.isAlive() || thread == Thread.currentThread()) {
            return;
        }
        try {
            thread.join(config.closeWithin().toMillis() + 1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (thread.isAlive()) {
            LOG.warnf("inbox=not-stopped within=%s", config.closeWithin());
        }
    }

    private void run() {
        int failures = 0;
        while (!isStopping()) {
            try {
                consume();
            } catch (Exception | Error e) {
                // An error of a driver, too, must not end the only thread that consumes.
                Duration wait = config.backoff().after(++failures);
                metrics.failure("consumer");
                LOG.errorf(e, "alarm=inbox-consumer-replaced failures=%d retryIn=%s", failures, wait);
                pauseFor(wait);
            }
        }
    }

    private void consume() {
        Set<String> topics = handlers.topics();
        try (TopicIds topicIds = new TopicIds(Admin.create(kafka.client(Map.of(), Map.of())));
                Consumer<byte[], byte[]> current = newConsumer()) {
            consumer = current;
            InboxStore store = new InboxStore();
            Transactions transactions = new Transactions(dataSource, config.transactionWithin());
            Positions positions = new Positions(current, topicIds, store, transactions, metrics);
            PoisonRate poison = new PoisonRate(config.maxPoisonPerMinute(), System::nanoTime);
            BatchApplier applier =
                    new BatchApplier(transactions, handlers, store, outbox, poison, metrics, wakeRelay, tracing);
            BatchCutter cutter = new BatchCutter(new EventReader(handlers), config.maxRows());
            InboxConsumer turns =
                    new InboxConsumer(config, current, positions, cutter, applier, poison, metrics, this::goesOn);
            current.subscribe(topics, positions);
            while (goesOn()) {
                turns.turn();
            }
            positions.pauseAll();
        } catch (WakeupException e) {
            LOG.debug("inbox=woken");
        } finally {
            consumer = null;
        }
    }

    private Consumer<byte[], byte[]> newConsumer() {
        Map<String, Object> defaults = Map.of(
                "max.poll.records", 1_000,
                "max.poll.interval.ms", 300_000,
                "session.timeout.ms", 10_000,
                "heartbeat.interval.ms", 2_000,
                "fetch.max.bytes", 16 * 1024 * 1024,
                "max.partition.fetch.bytes", 2 * 1024 * 1024,
                "default.api.timeout.ms", 10_000);
        Map<String, Object> fixed = Map.of(
                "group.id",
                config.group(),
                "enable.auto.commit",
                false,
                "auto.offset.reset",
                "none",
                "allow.auto.create.topics",
                false,
                "partition.assignment.strategy",
                CooperativeStickyAssignor.class.getName());
        return new KafkaConsumer<>(
                kafka.client(defaults, fixed), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private boolean goesOn() {
        lastTurnNanos = System.nanoTime();
        return !isStopping();
    }

    private boolean isStopping() {
        return stop.getCount() == 0;
    }

    private void pauseFor(Duration wait) {
        try {
            if (stop.await(wait.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.debug("inbox=stopping");
            }
        } catch (InterruptedException e) {
            stop.countDown();
        }
    }
}
