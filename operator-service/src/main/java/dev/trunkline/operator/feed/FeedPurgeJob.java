package dev.trunkline.operator.feed;

import dev.trunkline.platform.background.Transactions;
import io.quarkus.agroal.DataSource;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Duration;

/** Forgets entries that are too old to be read again. */
@ApplicationScoped
class FeedPurgeJob {

    private static final int AT_ONCE = 5_000;

    private final Transactions background;
    private final FeedStore store;
    private final FeedConfig config;

    FeedPurgeJob(@DataSource("background") javax.sql.DataSource background, FeedStore store, FeedConfig config) {
        this.background = new Transactions(background, Duration.ofSeconds(30));
        this.store = store;
        this.config = config;
    }

    @Scheduled(identity = "feed-purge", every = "1h", concurrentExecution = ConcurrentExecution.SKIP)
    void run() throws SQLException {
        int forgotten;
        do {
            forgotten = background.call(connection -> store.forget(connection, config.keptFor(), AT_ONCE));
        } while (forgotten == AT_ONCE);
    }
}
