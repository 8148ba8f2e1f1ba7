package dev.trunkline.benchmark;

import dev.trunkline.embedded.EmbeddedPostgres;
import dev.trunkline.local.StackService;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** When the services have done all that follows from what was measured before: it must not be part of what is measured next. */
final class Rest {

    private static final String PROGRESS =
            "select (select count(*) from outbox) || ' left, ' || (select coalesce(sum(next_offset), 0) from inbox_position)";

    private Rest() {}

    /** Waits until nothing waits to be sent, and nothing was taken over for a second. */
    static void await(EmbeddedPostgres postgres) throws SQLException, InterruptedException {
        List<String> before = List.of();
        List<String> now = progress(postgres);
        while (!now.equals(before) || !now.stream().allMatch(each -> each.startsWith("0 left"))) {
            TimeUnit.SECONDS.sleep(1);
            before = now;
            now = progress(postgres);
        }
    }

    private static List<String> progress(EmbeddedPostgres postgres) throws SQLException {
        List<String> progress = new ArrayList<>();
        for (StackService service : StackService.values()) {
            try (Connection connection = postgres.superuser(service.database());
                    Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(PROGRESS)) {
                row.next();
                progress.add(row.getString(1));
            }
        }
        return progress;
    }
}
