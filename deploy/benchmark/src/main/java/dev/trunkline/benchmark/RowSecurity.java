package dev.trunkline.benchmark;

import dev.trunkline.embedded.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Row-level security of number-service's tables, on and off. */
final class RowSecurity {

    private final EmbeddedPostgres postgres;
    private final List<String> tables = new ArrayList<>();

    RowSecurity(EmbeddedPostgres postgres) throws SQLException {
        this.postgres = postgres;
        try (Connection connection = postgres.superuser("number");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "select quote_ident(relname) from pg_class where relkind in ('r', 'p') and relforcerowsecurity")) {
            while (row.next()) {
                tables.add(row.getString(1));
            }
        }
    }

    int tables() {
        return tables.size();
    }

    /** @throws IllegalStateException when the application's role does not see what it then should */
    void set(boolean on) throws SQLException {
        try (Connection connection = postgres.superuser("number");
                Statement statement = connection.createStatement()) {
            for (String table : tables) {
                statement.execute("alter table " + table + (on ? " enable" : " disable") + " row level security");
            }
        }
        try (Connection connection =
                        DriverManager.getConnection(postgres.jdbcUrl("number"), "number_app", "number_app");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select 1 from phone_number limit 1")) {
            if (row.next() == on) {
                throw new IllegalStateException("row-level security is not " + (on ? "on" : "off"));
            }
        }
    }
}
