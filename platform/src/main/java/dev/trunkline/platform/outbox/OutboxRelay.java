package dev.trunkline.platform.outbox;

import dev.trunkline.platform.background.BackgroundLoop;
import dev.trunkline.platform.background.Transactions;
import dev.trunkline.platform.event.KafkaConnection;
import dev.trunkline.platform.outbox.OutboxMetrics.Outcome;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Takes events from the outbox to Kafka, in the order of their ids per lane and so per key, at least once.
 *
 * <p>A lane is relayed under a transaction-level advisory lock, by one relay at a time: with {@code SKIP LOCKED} over rows two relays
 * would hold neighbouring rows of one key and race to the broker. Rows are deleted only when the brokers have acknowledged all of the
 * batch; whatever goes wrong before leaves them for the next try, which may send them again with the same event ids.
 *
 * <p>The waits nest: the acknowledgements are awaited for less time than the transaction may take, so that the lock is held as
 * long as records are under way; and the producer gives up later than we do, so that it never skips a record and sends the next one.
 */
public final class OutboxRelay implements AutoCloseable {

    /** First key of the relays' advisory locks. */
    static final int LOCK_CLASS = 0x74_6c_6f_62;

    private static final Logger LOG = Logger.getLogger(OutboxRelay.class);
    /** A batch under way is left to the next relay when the brokers do not answer: it may be sent twice then. */
    private static final Duration STOP_WITHIN = Duration.ofSeconds(5);

    private static final String TRY_LOCK = "select pg_try_advisory_xact_lock(?, ?)";

    private final OutboxStore store;
    private final RelayConfig config;
    private final OutboxMetrics metrics;
    private final Transactions transactions;
    private final Supplier<Producer<byte[], byte[]>> producers;
    private final BackgroundLoop loop;

    private final BitSet woken = new BitSet();
    private final Map<Integer, LaneFailure> failing = new HashMap<>();
    private @Nullable Producer<byte[], byte[]> producer;
    private long nextLookNanos = System.nanoTime();
    private long nextMeasureNanos = System.nanoTime();

    private record LaneFailure(int count, long notBeforeNanos) {}

    /** Starts nothing yet. */
    public OutboxRelay(
            String name,
            OutboxStore store,
            RelayConfig config,
            DataSource dataSource,
            Supplier<Producer<byte[], byte[]>> producers,
            OutboxMetrics metrics) {
        this.store = store;
        this.config = config;
        this.metrics = metrics;
        this.transactions = new Transactions(dataSource, config.transactionWithin());
        this.producers = producers;
        this.loop = new BackgroundLoop(name, this::turn, config.backoff(), STOP_WITHIN);
    }

    /** Producers that keep our promises: idempotent, acknowledged by all in-sync replicas, and more patient than the relay. */
    public static Supplier<Producer<byte[], byte[]>> producers(KafkaConnection kafka, RelayConfig config) {
        int patience = Math.toIntExact(config.acknowledgeWithin().toMillis());
        Map<String, Object> defaults = Map.of(
                "compression.type",
                "lz4",
                "batch.size",
                65_536,
                "request.timeout.ms",
                Math.max(1_000, patience / 2),
                "max.block.ms",
                Math.max(1_000, patience / 3));
        Map<String, Object> fixed = Map.of(
                "acks",
                "all",
                "enable.idempotence",
                true,
                "max.in.flight.requests.per.connection",
                5,
                "linger.ms",
                0,
                "delivery.timeout.ms",
                patience * 4);
        return () -> new KafkaProducer<>(
                kafka.client(defaults, fixed), new ByteArraySerializer(), new ByteArraySerializer());
    }

    public void start() {
        loop.start();
    }

    /** Says that rows of these lanes were committed. */
    public void wake(BitSet lanes) {
        synchronized (woken) {
            woken.or(lanes);
        }
        loop.wake();
    }

    /** Time since the relay last looked round. */
    public Duration sinceLastTurn() {
        return loop.sinceLastTurn();
    }

    @Override
    public void close() {
        loop.close();
        replaceProducer();
    }

    private Duration turn() throws SQLException {
        BitSet lanes = lanesToVisit();
        boolean more = false;
        for (int lane = lanes.nextSetBit(0); lane >= 0 && !loop.isStopping(); lane = lanes.nextSetBit(lane + 1)) {
            more |= relay(lane);
        }
        measure();
        return more ? Duration.ZERO : config.interval();
    }

    /** What was woken, and from time to time all that wait; without those that failed a moment ago. */
    private BitSet lanesToVisit() throws SQLException {
        BitSet lanes = new BitSet();
        synchronized (woken) {
            lanes.or(woken);
            woken.clear();
        }
        if (System.nanoTime() - nextLookNanos >= 0) {
            lanes.or(transactions.call(store::lanesWithRows));
            nextLookNanos = System.nanoTime() + config.interval().toNanos();
        }
        failing.forEach((lane, failure) -> {
            if (System.nanoTime() - failure.notBeforeNanos() < 0) {
                lanes.clear(lane);
            }
        });
        return lanes;
    }

    /** Relays one batch of a lane; says whether there may be more. */
    private boolean relay(int lane) {
        try {
            int[] rows = new int[1];
            Outcome outcome = transactions.call(connection -> {
                if (!tryLock(connection, lane)) {
                    return Outcome.BUSY;
                }
                List<OutboxStore.Row> batch = store.next(connection, lane, config.batchRows(), config.batchBytes());
                send(batch);
                deleteExactly(connection, lane, batch);
                rows[0] = batch.size();
                return batch.isEmpty() ? Outcome.EMPTY : Outcome.RELAYED;
            });
            metrics.batch(outcome, rows[0]);
            failing.remove(lane);
            if (outcome == Outcome.RELAYED) {
                wakeAgain(lane);
            }
            return outcome == Outcome.RELAYED;
        } catch (SQLException | RuntimeException e) {
            failed(lane, e);
            return false;
        }
    }

    private void wakeAgain(int lane) {
        synchronized (woken) {
            woken.set(lane);
        }
    }

    /** Other lanes go on; a producer that may still have records under way must not be used again. */
    private void failed(int lane, Exception cause) {
        replaceProducer();
        metrics.batch(Outcome.FAILED, 0);
        LaneFailure before = failing.get(lane);
        int count = before == null ? 1 : before.count() + 1;
        Duration wait = config.backoff().after(count);
        failing.put(lane, new LaneFailure(count, System.nanoTime() + wait.toNanos()));
        LOG.warnf("outboxLane=%d failures=%d retryIn=%s cause=%s", lane, count, wait, cause);
    }

    private boolean tryLock(Connection connection, int lane) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(TRY_LOCK)) {
            statement.setInt(1, config.lockClass());
            statement.setInt(2, lane);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    private void send(List<OutboxStore.Row> batch) {
        if (batch.isEmpty()) {
            return;
        }
        long deadline = System.nanoTime() + config.acknowledgeWithin().toNanos();
        Producer<byte[], byte[]> current = currentProducer();
        List<Future<?>> acknowledgements = new ArrayList<>(batch.size());
        for (OutboxStore.Row row : batch) {
            byte[] key = row.recordKey().getBytes(StandardCharsets.UTF_8);
            acknowledgements.add(current.send(new ProducerRecord<>(
                    row.topic(), null, key, row.payload(), row.attributes().toHeaders())));
        }
        for (Future<?> acknowledgement : acknowledgements) {
            await(acknowledgement, deadline);
        }
    }

    private static void await(Future<?> acknowledgement, long deadline) {
        try {
            acknowledgement.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw new KafkaException("a record was not acknowledged", e.getCause());
        } catch (TimeoutException e) {
            throw new KafkaException("the brokers did not acknowledge in time", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted while waiting for acknowledgements", e);
        }
    }

    private void deleteExactly(Connection connection, int lane, List<OutboxStore.Row> batch) throws SQLException {
        if (batch.isEmpty()) {
            return;
        }
        int deleted = store.delete(connection, lane, batch);
        if (deleted != batch.size()) {
            throw new SQLException("lane " + lane + ": sent " + batch.size() + " rows but found " + deleted
                    + " to delete; somebody else deletes from the outbox");
        }
    }

    private Producer<byte[], byte[]> currentProducer() {
        if (producer == null) {
            producer = producers.get();
        }
        return producer;
    }

    private void replaceProducer() {
        if (producer != null) {
            producer.close(Duration.ZERO);
            producer = null;
        }
    }

    private void measure() throws SQLException {
        if (System.nanoTime() - nextMeasureNanos >= 0) {
            metrics.backlog(transactions.call(store::backlog));
            nextMeasureNanos = System.nanoTime() + config.measureEvery().toNanos();
        }
    }
}
