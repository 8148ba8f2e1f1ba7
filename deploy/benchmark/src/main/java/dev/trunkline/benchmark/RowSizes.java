package dev.trunkline.benchmark;

import dev.trunkline.embedded.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** How many bytes a row of the large tables takes, with its indexes. */
final class RowSizes {

    /** Tables that hold so little say nothing about a row. */
    private static final long FEWEST_ROWS = 1_000;

    private static final String SIZES =
            """
            select c.relname, c.reltuples::bigint, pg_relation_size(c.oid), pg_total_relation_size(c.oid)
              from pg_class c
             where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.reltuples >= ?
             order by pg_total_relation_size(c.oid) desc
            """;

    private final EmbeddedPostgres postgres;

    RowSizes(EmbeddedPostgres postgres) {
        this.postgres = postgres;
    }

    /**
     * A table of a service.
     *
     * @param heapBytes of the rows alone
     * @param allBytes with indexes and what was stored aside
     */
    record Size(String database, String table, long rows, long heapBytes, long allBytes) {

        double heapPerRow() {
            return (double) heapBytes / rows;
        }

        double allPerRow() {
            return (double) allBytes / rows;
        }
    }

    List<Size> measured() throws SQLException {
        List<Size> sizes = new ArrayList<>();
        for (String database : List.of("number", "operator", "tenant")) {
            try (Connection connection = postgres.superuser(database)) {
                try (Statement statement = connection.createStatement()) {
                    statement.execute("analyze");
                }
                sizes.addAll(of(connection, database));
            }
        }
        return sizes;
    }

    private static List<Size> of(Connection connection, String database) throws SQLException {
        List<Size> sizes = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(SIZES)) {
            select.setLong(1, FEWEST_ROWS);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    sizes.add(new Size(database, row.getString(1), row.getLong(2), row.getLong(3), row.getLong(4)));
                }
            }
        }
        return sizes;
    }
}
