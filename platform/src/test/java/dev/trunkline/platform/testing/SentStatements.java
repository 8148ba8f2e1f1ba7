package dev.trunkline.platform.testing;

import static org.awaitility.Awaitility.await;

import dev.trunkline.embedded.LoggedStatement;
import dev.trunkline.embedded.quarkus.TrunklineTestServers;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** What the application's role sends to PostgreSQL, in order and without its parameters, as the server's log has it. */
final class SentStatements implements AutoCloseable {

    private final Path log;

    SentStatements() {
        try (Connection connection = TrunklineTestServers.postgres().superuser("postgres");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("show data_directory")) {
            row.next();
            log = Path.of(row.getString(1)).resolveSibling("server.log");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        logStatements("all");
    }

    @Override
    public void close() {
        logStatements("none");
    }

    private static void logStatements(String which) {
        try (Connection connection = TrunklineTestServers.postgres().superuser("postgres");
                Statement statement = connection.createStatement()) {
            String before = loaded();
            statement.execute("alter system set log_statement = '" + which + "'");
            statement.execute("select pg_reload_conf()");
            // A session that begins after the server has read its configuration also begins after all others were told
            // to.
            await().until(() -> !loaded().equals(before));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** When a session that begins now has its configuration from. */
    private static String loaded() throws SQLException {
        try (Connection connection = TrunklineTestServers.postgres().superuser("postgres");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select pg_conf_load_time()::text")) {
            row.next();
            return row.getString(1);
        }
    }

    /** A statement is in the log before it is executed, so all of a request's are when its answer is there. */
    List<String> during(Runnable work) {
        long begin = log.toFile().length();
        work.run();
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            byte[] added = new byte[(int) (file.length() - begin)];
            file.seek(begin);
            file.readFully(added);
            return LoggedStatement.in(new String(added, StandardCharsets.UTF_8)).stream()
                    .filter(sent -> sent.role().endsWith("_app"))
                    .map(LoggedStatement::sql)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
