package dev.trunkline.number.claim;

import io.quarkus.agroal.DataSource;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** Forgets what became of imports after 30 days, one import at a time so that no transaction is long. Several replicas may do it at once. */
@ApplicationScoped
class ImportPurgeJob {

    private static final String DELETE =
            """
            delete from number_import
             where (tenant_id, import_id) = (
                 select tenant_id, import_id
                   from number_import
                  where received_at <= (select business_now() - interval '30 days')
                  order by received_at
                  limit 1)
            """;

    private final javax.sql.DataSource background;

    ImportPurgeJob(@DataSource("background") javax.sql.DataSource background) {
        this.background = background;
    }

    @Scheduled(
            identity = "number-import-purge",
            every = "${trunkline.import.purge-every:1h}",
            delayed = "2m",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void purge() throws SQLException {
        boolean any;
        do {
            any = purgeOne();
        } while (any);
    }

    /** With its rows, which go with it. */
    private boolean purgeOne() throws SQLException {
        try (Connection connection = background.getConnection();
                PreparedStatement delete = connection.prepareStatement(DELETE)) {
            return delete.executeUpdate() > 0;
        }
    }
}
