package dev.trunkline.benchmark;

import dev.trunkline.embedded.EmbeddedPostgres;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/** A plain COPY of the rows of an upload into an empty copy of their table, with the same indexes and constraints, durably. */
final class CopyYardstick {

    private static final String DIFFERENCES =
            """
            with parts as (
                select 'phone_number_copy'::regclass as relation, 'phone_number'::regclass as original
            ), kinds as (
                select (select count(*) from pg_index where indrelid = relation)
                           - (select count(*) from pg_index where indrelid = original) as indexes,
                       (select count(*) from pg_constraint where conrelid = relation)
                           - (select count(*) from pg_constraint where conrelid = original) as constraints,
                       (select count(*) from pg_trigger where tgrelid = relation)
                           - (select count(*) from pg_trigger where tgrelid = original) as triggers
                from parts
            )
            select abs(indexes) + abs(constraints) + abs(triggers) from kinds
            """;

    private final EmbeddedPostgres postgres;
    private final Path directory;

    CopyYardstick(EmbeddedPostgres postgres, Path directory) {
        this.postgres = postgres;
        this.directory = directory;
    }

    double[] measure(UUID orderId, int numbers, int times) throws SQLException, IOException {
        Path rows = Files.createTempFile(directory, "rows", ".copy");
        double[] seconds = new double[times];
        try (Connection connection = postgres.superuser("number")) {
            CopyManager copy = connection.unwrap(PGConnection.class).getCopyAPI();
            try (OutputStream file = new BufferedOutputStream(Files.newOutputStream(rows))) {
                copy.copyOut("copy (select * from phone_number where order_id = '" + orderId + "') to stdout", file);
            }
            for (int i = 0; i < times; i++) {
                execute(connection, "drop table if exists phone_number_copy");
                execute(connection, "create table phone_number_copy (like phone_number including all)");
                requireAlike(connection);
                execute(connection, "checkpoint");
                try (InputStream file = new BufferedInputStream(Files.newInputStream(rows), 1 << 16)) {
                    Stopwatch watch = new Stopwatch();
                    long copied = copy.copyIn("copy phone_number_copy from stdin", file, 1 << 16);
                    seconds[i] = watch.seconds();
                    if (copied != numbers) {
                        throw new IllegalStateException(copied + " rows were there instead of " + numbers);
                    }
                }
            }
            execute(connection, "drop table phone_number_copy");
        } finally {
            Files.delete(rows);
        }
        return seconds;
    }

    /** A table with fewer indexes or constraints would be filled faster than the one that it stands for. */
    private static void requireAlike(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(DIFFERENCES)) {
            row.next();
            if (row.getInt(1) != 0) {
                throw new IllegalStateException(
                        "the copy of the table has not the indexes, constraints and triggers of the table");
            }
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
