package dev.trunkline.platform.outbox;

import dev.trunkline.platform.background.BackgroundLoop;
import dev.trunkline.platform.background.Transactions;
import dev.trunkline.platform.event.KafkaConnection;
import io.opentelemetry.api.trace.Tracer;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jboss.logging.Logger;

/**
 * Takes events from the outbox to Kafka, in the order of their ids per lane and so per key, at least once.
 *
 * <p>A lane is relayed under a transaction-level advisory lock, by one relay at a time: with {@code SKIP LOCKED} over rows two relays
 * would hold neighbouring rows of one key and race to the broker. Rows are deleted only when the brokers have acknowledged all of the
 * batch; whatever goes wrong before leaves them for the next try, which may send them again with the same event ids. So does a
 * database that crashes before it wrote the deletion down, which the relay does not wait for.
 *
 * <p>Lanes that are due at the same time share a transaction. One that failed is tried alone, so that it does not take others with it.
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

    private static final Duration WHILE_BUSY = Duration.ofMillis(10);

    private final OutboxStore store;
    private final RelayConfig config;
    private final OutboxMetrics metrics;
    private final Transactions transactions;
    private final OutboxSender sender;
    private final BackgroundLoop loop;

    private final BitSet woken = new BitSet();
    /** Who holds them may have looked before what we were woken for was committed. */
    private final BitSet busy = new BitSet();

    private final Map<Integer, LaneFailure> failing = new HashMap<>();
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
            OutboxMetrics metrics,
            Tracer tracer) {
        this.store = store;
        this.config = config;
        this.metrics = metrics;
        this.transactions = Transactions.repeatable(dataSource, config.transactionWithin());
        this.sender = new OutboxSender(producers, tracer);
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
        sender.close();
    }

    private Duration turn() throws SQLException {
        BitSet due = lanesToVisit();
        boolean more = false;
        while (!due.isEmpty() && !loop.isStopping()) {
            BitSet together = nextGroup(due);
            if (!relay(together)) {
                // The brokers or the database may be away: whoever asks whether we live should see more than one long
                // turn.
                wakeAgain(due);
                more = true;
                break;
            }
            due.andNot(together);
        }
        measure();
        synchronized (woken) {
            more |= !woken.isEmpty();
        }
        Duration wait = busy.isEmpty() || config.interval().compareTo(WHILE_BUSY) < 0 ? config.interval() : WHILE_BUSY;
        return more ? Duration.ZERO : wait;
    }

    /** All that have not failed; then one by one those that have. */
    private BitSet nextGroup(BitSet due) {
        BitSet group = (BitSet) due.clone();
        failing.keySet().forEach(group::clear);
        if (group.isEmpty()) {
            group.set(due.nextSetBit(0));
        }
        return group;
    }

    /** What was woken, and from time to time all that wait; without those that failed a moment ago. */
    private BitSet lanesToVisit() throws SQLException {
        BitSet lanes = new BitSet();
        synchronized (woken) {
            lanes.or(woken);
            woken.clear();
        }
        lanes.or(busy);
        busy.clear();
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

    /** Relays a batch of these lanes; false when that failed. Those that another relay holds stay as they are. */
    private boolean relay(BitSet lanes) {
        try {
            BitSet held = new BitSet();
            BitSet left = new BitSet();
            int relayed = transactions.call(connection -> {
                held.or(store.tryLock(connection, config.lockClass(), lanes));
                List<OutboxStore.Row> batch = next(connection, held, left);
                sender.send(batch, config.acknowledgeWithin());
                deleteExactly(connection, batch);
                return batch.size();
            });
            busy.or(lanes);
            busy.andNot(held);
            metrics.busy(lanes.cardinality() - held.cardinality());
            metrics.relayed(relayed);
            held.stream().forEach(failing::remove);
            wakeAgain(left);
            return true;
        } catch (SQLException | RuntimeException e) {
            failed(lanes, e);
            return false;
        }
    }

    /**
     * The oldest rows of each lane, an equal share of a batch for each.
     *
     * @param left receives the lanes that may have more. What is committed later wakes us, or is seen with the next look at all lanes
     */
    private List<OutboxStore.Row> next(Connection connection, BitSet lanes, BitSet left) throws SQLException {
        int share = Math.max(1, lanes.cardinality());
        int mostRows = Math.max(1, config.batchRows() / share);
        long mostBytes = Math.max(1, config.batchBytes() / share);
        List<OutboxStore.Row> batch = new ArrayList<>();
        for (int lane = lanes.nextSetBit(0); lane >= 0; lane = lanes.nextSetBit(lane + 1)) {
            List<OutboxStore.Row> rows = store.next(connection, lane, mostRows, mostBytes);
            batch.addAll(rows);
            long bytes = rows.stream().mapToLong(row -> row.payload().length).sum();
            if (rows.size() >= mostRows || bytes >= mostBytes) {
                left.set(lane);
            }
        }
        return batch;
    }

    private void wakeAgain(BitSet lanes) {
        synchronized (woken) {
            woken.or(lanes);
        }
    }

    /** The others go on; a producer that may still have records under way must not be used again. */
    private void failed(BitSet lanes, Exception cause) {
        sender.close();
        metrics.failed();
        lanes.stream().forEach(lane -> {
            LaneFailure before = failing.get(lane);
            int count = before == null ? 1 : before.count() + 1;
            Duration wait = config.backoff().after(count);
            failing.put(lane, new LaneFailure(count, System.nanoTime() + wait.toNanos()));
            LOG.warnf("outboxLane=%d failures=%d retryIn=%s cause=%s", lane, count, wait, cause);
        });
    }

    private void deleteExactly(Connection connection, List<OutboxStore.Row> batch) throws SQLException {
        if (batch.isEmpty()) {
            return;
        }
        int deleted = store.delete(connection, batch);
        if (deleted != batch.size()) {
            throw new SQLException("sent " + batch.size() + " rows but found " + deleted
                    + " to delete; somebody else deletes from the outbox");
        }
    }

    private void measure() throws SQLException {
        if (System.nanoTime() - nextMeasureNanos >= 0) {
            metrics.backlog(transactions.call(store::backlog));
            nextMeasureNanos = System.nanoTime() + config.measureEvery().toNanos();
        }
    }
}
