package dev.trunkline.platform.inbox;

import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/** The turns of one Kafka consumer: poll, apply, go on; after a failure keep polling, paused, until it is time to try again. */
final class InboxConsumer {

    private static final Logger LOG = Logger.getLogger(InboxConsumer.class);
    private static final Duration WHILE_UNPLACED = Duration.ofMillis(100);
    private static final Duration COMMIT_EVERY = Duration.ofSeconds(1);

    private final InboxConfig config;
    private final Consumer<byte[], byte[]> consumer;
    private final Positions positions;
    private final BatchCutter cutter;
    private final BatchApplier applier;
    private final PoisonRate poison;
    private final InboxMetrics metrics;
    private final BooleanSupplier goesOn;
    private final Map<TopicPartition, Long> lastAppliedTimestamps = new HashMap<>();
    private final Map<TopicPartition, Batch.Progress> uncommitted = new HashMap<>();
    private int failures;
    private long pausedUntilNanos;
    private long nextTopicCheckNanos;
    private long nextCommitNanos = System.nanoTime();

    /**
     * Subscribed to nothing yet.
     *
     * @param goesOn asked before each batch: whether there is still time for it
     */
    InboxConsumer(
            InboxConfig config,
            Consumer<byte[], byte[]> consumer,
            Positions positions,
            BatchCutter cutter,
            BatchApplier applier,
            PoisonRate poison,
            InboxMetrics metrics,
            BooleanSupplier goesOn) {
        this.config = config;
        this.consumer = consumer;
        this.positions = positions;
        this.cutter = cutter;
        this.applier = applier;
        this.poison = poison;
        this.metrics = metrics;
        this.goesOn = goesOn;
        this.nextTopicCheckNanos = System.nanoTime() + config.checkTopicsEvery().toNanos();
    }

    /**
     * One turn.
     *
     * @throws KafkaException the consumer is of no use any more, or was woken up
     */
    void turn() {
        ConsumerRecords<byte[], byte[]> records = poll();
        if (positions.isPaused()) {
            resumeWhenDue();
            return;
        }
        try {
            positions.place();
            apply(records);
            commitForMonitoringWhenDue();
            checkTopicsWhenDue();
            measureLag();
        } catch (BatchFailedException e) {
            cutter.failed(e.kind());
            pause(e.kind().name(), config.backoff().after(++failures), e);
        } catch (TooMuchPoisonException e) {
            cutter.limitTo(config.maxPoisonPerMinute());
            pause("too-much-poison", poison.untilAllowed(), e);
        } catch (SQLException | KafkaException e) {
            pause("position", config.backoff().after(++failures), e);
        }
    }

    private ConsumerRecords<byte[], byte[]> poll() {
        try {
            return consumer.poll(pollTimeout());
        } catch (OffsetOutOfRangeException e) {
            try {
                positions.beginAnew(e.offsetOutOfRangePartitions());
            } catch (SQLException | KafkaException notNow) {
                pause("position", config.backoff().after(++failures), notNow);
            }
            return ConsumerRecords.empty();
        }
    }

    private Duration pollTimeout() {
        Duration wait = positions.allPlaced() ? config.pollTimeout() : WHILE_UNPLACED;
        if (positions.isPaused()) {
            Duration left = Duration.ofNanos(Math.max(0, pausedUntilNanos - System.nanoTime()));
            wait = left.compareTo(config.pollTimeout()) < 0 ? left : config.pollTimeout();
        }
        return wait;
    }

    private void apply(ConsumerRecords<byte[], byte[]> records) throws BatchFailedException, SQLException {
        cutter.begin(records);
        while (cutter.hasNext() && goesOn.getAsBoolean()) {
            Batch batch = cutter.next(positions);
            if (!applier.apply(batch)) {
                positions.rewind();
                positions.reread(batch.progress().keySet());
                return;
            }
            failures = 0;
            cutter.passed();
            positions.advance(batch.progress());
            uncommitted.putAll(batch.progress());
            for (Delivery delivery : batch.deliveries()) {
                lastAppliedTimestamps.put(
                        delivery.partition(), delivery.record().timestamp());
            }
        }
    }

    /** Our positions are in the database: the group's offsets are for those who watch, and need no request for each batch. */
    private void commitForMonitoringWhenDue() {
        uncommitted.keySet().retainAll(consumer.assignment());
        if (uncommitted.isEmpty() || System.nanoTime() - nextCommitNanos < 0) {
            return;
        }
        nextCommitNanos = System.nanoTime() + COMMIT_EVERY.toNanos();
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        uncommitted.forEach((partition, step) -> offsets.put(partition, new OffsetAndMetadata(step.next())));
        uncommitted.clear();
        consumer.commitAsync(offsets, (committed, failure) -> {
            if (failure != null) {
                LOG.debugf("inbox=offsets-not-committed cause=%s", failure);
            }
        });
    }

    private void pause(String kind, Duration wait, Exception cause) {
        LOG.errorf(cause, "alarm=inbox-paused kind=%s failures=%d retryIn=%s", kind, failures, wait);
        metrics.failure(kind);
        metrics.paused(true);
        positions.rewind();
        positions.pauseAll();
        pausedUntilNanos = System.nanoTime() + wait.toNanos();
    }

    private void resumeWhenDue() {
        if (System.nanoTime() - pausedUntilNanos >= 0) {
            positions.resumeAll();
            metrics.paused(false);
        }
    }

    private void checkTopicsWhenDue() throws SQLException {
        if (System.nanoTime() - nextTopicCheckNanos >= 0) {
            positions.checkTopics();
            nextTopicCheckNanos = System.nanoTime() + config.checkTopicsEvery().toNanos();
        }
    }

    private void measureLag() {
        for (TopicPartition partition : positions.placedPartitions()) {
            OptionalLong lag = consumer.currentLag(partition);
            long now = System.currentTimeMillis();
            long timestamp = lastAppliedTimestamps.getOrDefault(partition, now);
            double seconds = lag.orElse(0) > 0 ? Math.max(0, now - timestamp) / 1_000.0 : 0;
            metrics.lag(partition, lag.orElse(0), seconds);
        }
    }
}
