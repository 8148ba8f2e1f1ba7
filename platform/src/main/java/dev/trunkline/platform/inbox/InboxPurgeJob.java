package dev.trunkline.platform.inbox;

import dev.trunkline.platform.background.Transactions;
import io.quarkus.agroal.DataSource;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Duration;

/** Forgets the ids of events that Kafka no longer holds, in batches so that no transaction is long. Several replicas may do it at once. */
@ApplicationScoped
class InboxPurgeJob {

    private static final int BATCH = 5_000;

    private final InboxStore store = new InboxStore();
    private final Transactions transactions;
    private final Duration keepIdsFor;

    InboxPurgeJob(@DataSource("background") javax.sql.DataSource dataSource, InboxSettings settings) {
        this.transactions = new Transactions(dataSource, settings.transactionWithin());
        this.keepIdsFor = settings.keepIdsFor();
    }

    @Scheduled(
            identity = "inbox-purge",
            every = "${trunkline.inbox.purge-every:10m}",
            delayed = "2m",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void purge() throws SQLException {
        int purged;
        do {
            purged = transactions.call(connection -> store.purgeEvents(connection, keepIdsFor, BATCH));
        } while (purged == BATCH);
    }
}
