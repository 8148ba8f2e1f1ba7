package dev.trunkline.tenant.userimport;

import io.quarkus.agroal.DataSource;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** Forgets what became of imports after 30 days, one import at a time so that no transaction is long. Several replicas may do it at once. */
@ApplicationScoped
class UserImportPurgeJob {

    private final javax.sql.DataSource background;

    UserImportPurgeJob(@DataSource("background") javax.sql.DataSource background) {
        this.background = background;
    }

    @Scheduled(
            identity = "user-import-purge",
            every = "${trunkline.user-import.purge-every:1h}",
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
        String sql =
                """
                delete from user_import
                 where (tenant_id, import_id) = (
                     select tenant_id, import_id
                       from user_import
                      where received_at <= (select business_now() - interval '30 days')
                      order by received_at
                      limit 1)""";
        try (Connection connection = background.getConnection();
                PreparedStatement delete = connection.prepareStatement(sql)) {
            return delete.executeUpdate() > 0;
        }
    }
}
