package dev.trunkline.number.operation;

import dev.trunkline.number.operation.OperationBatch.Done;
import dev.trunkline.number.operation.OperationStore.Running;
import dev.trunkline.platform.background.SqlFailure;
import dev.trunkline.platform.background.Transactions;
import dev.trunkline.platform.outbox.OutboxEntry;
import dev.trunkline.platform.outbox.OutboxRelay;
import dev.trunkline.platform.outbox.OutboxStore;
import io.opentelemetry.context.Scope;
import io.quarkus.agroal.DataSource;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.quarkus.scheduler.Scheduler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.SQLException;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/**
 * Works at running operations, a batch of each in turn, until nothing waits. Every replica does; who finds an operation taken goes on
 * to the next.
 *
 * <p>A batch that fails is tried again with half as many rows; a single row that fails ends as failed, so that no operation runs for ever.
 */
@ApplicationScoped
class OperationJob {

    private static final Logger LOG = Logger.getLogger(OperationJob.class);
    private static final String IDENTITY = "operations";
    private static final int AT_ONCE = 32;

    private final Transactions transactions;
    private final OperationStore store;
    private final OperationBatch batch;
    private final OutboxStore outbox;
    private final OutboxRelay relay;
    private final Scheduler scheduler;
    private final int batchSize;
    private final AtomicBoolean atWork = new AtomicBoolean();
    private final AtomicBoolean woken = new AtomicBoolean();
    /** Of its own, since those that serve requests take the request's correlation id along. */
    private final ExecutorService thread = Executors.newSingleThreadExecutor(OperationJob::named);

    private volatile boolean stopping;

    /** Smaller sizes of operations whose last batch failed. */
    private final Map<UUID, Integer> sizes = new ConcurrentHashMap<>();

    OperationJob(
            @DataSource("background") javax.sql.DataSource background,
            OperationStore store,
            OperationBatch batch,
            OutboxStore outbox,
            OutboxRelay relay,
            Scheduler scheduler,
            OperationConfig config) {
        this.transactions = new Transactions(background, Duration.ofSeconds(30));
        this.store = store;
        this.batch = batch;
        this.outbox = outbox;
        this.relay = relay;
        this.scheduler = scheduler;
        this.batchSize = config.batchSize();
    }

    @Scheduled(
            identity = IDENTITY,
            every = "${trunkline.operation.check-every:1s}",
            concurrentExecution = ConcurrentExecution.SKIP)
    void run() throws SQLException {
        if (!atWork.compareAndSet(false, true)) {
            return;
        }
        try {
            boolean any;
            do {
                any = runOnce(batchSize) > 0 || woken.getAndSet(false);
            } while (any && !stopping);
        } finally {
            atWork.set(false);
        }
    }

    /** There may be an operation that is new. A hint: the next turn comes without it, too. */
    void wake() {
        if (!scheduler.isPaused(IDENTITY) && !woken.getAndSet(true)) {
            thread.execute(this::runWoken);
        }
    }

    void stop(@Observes ShutdownEvent event) {
        stopping = true;
        thread.shutdown();
    }

    private void runWoken() {
        try {
            run();
        } catch (SQLException | RuntimeException e) {
            LOG.warnf("operations wait for the next turn: %s", e.getMessage());
        } finally {
            woken.set(false);
        }
    }

    private static Thread named(Runnable task) {
        Thread thread = new Thread(task, IDENTITY);
        thread.setDaemon(true);
        return thread;
    }

    /** Does one batch of each running operation; answers how many rows have ended. */
    int runOnce(int limit) throws SQLException {
        List<Running> running = transactions.call(connection -> store.running(connection, AT_ONCE));
        int rows = 0;
        for (Running operation : running) {
            rows += runBatch(operation, limit);
        }
        return rows;
    }

    @SuppressWarnings("try") // The scope is there to be closed.
    private int runBatch(Running operation, int limit) throws SQLException {
        int size = Math.min(limit, sizes.getOrDefault(operation.operationId(), limit));
        try (Scope trace = operation.origin().goOn()) {
            int rows = inTransaction(operation, size);
            if (rows > 0) {
                sizes.remove(operation.operationId());
            }
            return rows;
        } catch (SQLException | RuntimeException e) {
            SqlFailure failure = SqlFailure.of(e);
            if (failure == SqlFailure.UNAVAILABLE) {
                throw e;
            }
            if (failure == SqlFailure.CONFLICT) {
                return 1;
            }
            LOG.warnf(e, "operation=%s a batch of %d rows failed", operation.operationId(), size);
            if (size > 1) {
                sizes.put(operation.operationId(), size / 2);
                return 1;
            }
            return transactions
                    .call(connection -> batch.giveUp(connection, operation))
                    .rows();
        }
    }

    private int inTransaction(Running operation, int size) throws SQLException {
        record Committed(int rows, BitSet lanes) {}
        Committed committed = transactions.call(connection -> {
            Done done = batch.run(connection, operation, size);
            List<OutboxEntry> entries = done.events().stream()
                    .map(event -> OutboxEntry.of(
                            event,
                            done.correlationId(),
                            null,
                            operation.origin().traceparent()))
                    .toList();
            return new Committed(done.rows(), entries.isEmpty() ? new BitSet() : outbox.append(connection, entries));
        });
        if (!committed.lanes().isEmpty()) {
            relay.wake(committed.lanes());
        }
        return committed.rows();
    }
}
