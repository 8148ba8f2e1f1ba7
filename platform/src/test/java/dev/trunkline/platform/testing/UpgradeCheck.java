package dev.trunkline.platform.testing;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.embedded.quarkus.TrunklineTestServers;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/**
 * The database of each released version, with what was in it, comes to the present schema: nothing in it is lost or changed, and the released
 * version goes on working on it, as it does while its last replicas are replaced. What a version had is under
 * {@code src/test/resources/released}, written by {@code deploy/acceptance/record-release}.
 *
 * <p>That it goes on working is looked at from two sides: every statement that it sent while it was recorded is planned on the new schema, as its
 * role; and the schema has kept what statements rely on that were not recorded.
 *
 * <p>A column, a privilege or a restriction that the released version does not find as it was fails the check, unless a line of
 * {@code differences.txt} beside the version's data names it and says why that version can live with it.
 */
public abstract class UpgradeCheck {

    private static final Path RELEASED = Path.of("src/test/resources/released");

    private final String service;

    /** For the service whose module the tests run in. */
    protected UpgradeCheck(String service) {
        this.service = service;
    }

    static Stream<String> versions() throws IOException {
        try (Stream<Path> versions = Files.list(RELEASED)) {
            return versions.map(each -> each.getFileName().toString()).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("versions")
    void comesFromEveryReleasedVersionWithAllItsRowsAndLetsThatVersionGoOn(String version)
            throws SQLException, IOException {
        String database = service + "_" + version.replace('.', '_');
        TrunklineTestServers.postgres().createServiceDatabase(database);
        Path released = RELEASED.resolve(version);
        try (Connection connection = TrunklineTestServers.postgres().superuser(database)) {
            restore(connection, database, released);
            SchemaSnapshot then = SchemaSnapshot.of(connection);
            keep(connection, then);
            ReleasedStatements statements = ReleasedStatements.read(released, database);
            assertThat(statements.refused())
                    .as("statements of version %s that its own schema does not know", version)
                    .isEmpty();

            flyway(database, "latest").migrate();

            SchemaSnapshot now = SchemaSnapshot.of(connection);
            assertThat(changed(connection, then, now))
                    .as("tables with rows of version " + version + " that are gone or different")
                    .isEmpty();
            Map<String, String> lost = then.lostIn(now);
            assertThat(statements.refused())
                    .as("statements of version %s that do not work any more", version)
                    .isEmpty();
            assertThat(lost.keySet())
                    .as("what version %s meets; see the comment of UpgradeCheck: %s", version, lost)
                    .containsExactlyInAnyOrderElementsOf(explained(released));
        }
    }

    private void restore(Connection connection, String database, Path released) throws SQLException, IOException {
        List<String> migrations = Files.readAllLines(released.resolve("migrations.csv"));
        String newest = migrations.get(migrations.size() - 1).split(",", -1)[0];
        flyway(database, newest).migrate();
        CopyManager copy = connection.unwrap(PGConnection.class).getCopyAPI();
        assertThat(out(
                                copy,
                                "select version, checksum from flyway_schema_history where version is not null order by version")
                        .lines()
                        .toList())
                .as("migrations are not changed after their release, and new ones are not older than it")
                .isEqualTo(migrations);
        try (Statement statement = connection.createStatement()) {
            // Rows come in no particular order.
            statement.execute("set session_replication_role = replica");
            for (Path table : tables(released)) {
                load(statement, copy, table);
            }
            statement.execute("set session_replication_role = origin");
            for (String line : Files.readAllLines(released.resolve("sequences.csv")).stream()
                    .skip(1)
                    .toList()) {
                String[] sequence = line.split(",", -1);
                statement.execute("select setval('%s', %s)".formatted(sequence[0], sequence[1]));
            }
        }
    }

    private static void load(Statement statement, CopyManager copy, Path file) throws SQLException, IOException {
        String table = file.getFileName().toString().replace(".csv", "");
        String columns = Files.readAllLines(file).get(0);
        // Some rows are there from the first migration on.
        statement.execute("delete from " + table);
        try (InputStream rows = Files.newInputStream(file)) {
            copy.copyIn("copy %s (%s) from stdin (format csv, header)".formatted(table, columns), rows);
        }
    }

    private static List<Path> tables(Path released) throws IOException {
        try (Stream<Path> files = Files.list(released.resolve("data"))) {
            return files.sorted().toList();
        }
    }

    private static void keep(Connection connection, SchemaSnapshot then) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("create schema kept");
            for (String table : then.columnsByTable().keySet()) {
                statement.execute("create table kept.%1$s as table public.%1$s".formatted(table));
            }
        }
    }

    /** Compares the columns that there are still, by their texts: a column may have got a wider type. */
    private static List<String> changed(Connection connection, SchemaSnapshot then, SchemaSnapshot now)
            throws SQLException {
        List<String> changed = new ArrayList<>();
        try (Statement statement = connection.createStatement()) {
            for (Map.Entry<String, List<String>> table : then.columnsByTable().entrySet()) {
                List<String> present = now.columnsByTable().getOrDefault(table.getKey(), List.of());
                String columns = table.getValue().stream()
                        .filter(present::contains)
                        .map(column -> column + "::text")
                        .collect(joining(", "));
                if (columns.isEmpty()) {
                    continue;
                }
                try (ResultSet differs = statement.executeQuery(
                        """
                        select exists ((select %1$s from kept.%2$s except all select %1$s from public.%2$s)
                             union all (select %1$s from public.%2$s except all select %1$s from kept.%2$s))
                        """
                                .formatted(columns, table.getKey()))) {
                    differs.next();
                    if (differs.getBoolean(1)) {
                        changed.add(table.getKey());
                    }
                }
            }
        }
        return changed;
    }

    private Flyway flyway(String database, String target) {
        return Flyway.configure()
                .dataSource(TrunklineTestServers.postgres().jdbcUrl(database), database + "_owner", database + "_owner")
                // The module's own by their folder: tests of the platform bring others along.
                .locations("classpath:db/platform", "filesystem:src/main/resources/db/migration")
                .outOfOrder(true)
                .placeholders(Map.of(
                        "owner_role", database + "_owner",
                        "app_role", database + "_app",
                        "background_role", database + "_background"))
                .target(target)
                .load();
    }

    private static Set<String> explained(Path released) throws IOException {
        Path file = released.resolve("differences.txt");
        Set<String> names = new HashSet<>();
        if (Files.exists(file)) {
            for (String line : Files.readAllLines(file)) {
                String[] parts = line.split(": ", 2);
                assertThat(parts).as("a name, a colon and the reason: " + line).hasSize(2);
                names.add(parts[0]);
            }
        }
        return names;
    }

    private static String out(CopyManager copy, String query) throws SQLException, IOException {
        StringWriter csv = new StringWriter();
        copy.copyOut("copy (%s) to stdout (format csv, header)".formatted(query), csv);
        return csv.toString();
    }
}
