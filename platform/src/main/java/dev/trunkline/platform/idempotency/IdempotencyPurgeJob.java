package dev.trunkline.platform.idempotency;

import io.quarkus.agroal.DataSource;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** Forgets answers after 24 hours, in batches so that no transaction is long. Several replicas may do it at once. */
@ApplicationScoped
class IdempotencyPurgeJob {

    private static final int BATCH = 1_000;

    private final javax.sql.DataSource dataSource;

    IdempotencyPurgeJob(@DataSource("background") javax.sql.DataSource dataSource) {
        this.dataSource = dataSource;
    }

    @Scheduled(
            identity = "idempotency-purge",
            every = "${trunkline.idempotency.purge-every:10m}",
            delayed = "1m",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void purge() throws SQLException {
        int deleted;
        do {
            deleted = purgeBatch();
        } while (deleted == BATCH);
    }

    private int purgeBatch() throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement delete = connection.prepareStatement(
                        """
                        delete from idempotency_record
                        where ctid = any (array(
                            select ctid
                            from idempotency_record
                            where created_at <= (select business_now() - interval '24 hours')
                            order by created_at
                            limit ?))
                        """)) {
            delete.setInt(1, BATCH);
            return delete.executeUpdate();
        }
    }
}
