package dev.trunkline.acceptance.release;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import dev.trunkline.acceptance.faults.FaultRun;
import dev.trunkline.acceptance.faults.Scenario;
import dev.trunkline.acceptance.faults.Site;
import dev.trunkline.embedded.LoggedStatement;
import dev.trunkline.local.LocalStack;
import dev.trunkline.local.StackService;
import dev.trunkline.local.StackSettings;
import dev.trunkline.local.story.FreshNumbers;
import dev.trunkline.local.story.Story;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/**
 * Writes down what the databases of this version hold after random work: {@code deploy/acceptance/record-release 0.1}. Each service keeps it
 * under {@code src/test/resources/released}: its migrations with their checksums, its tables as CSV, its sequences, and the statements that it
 * has sent.
 */
public final class ReleaseRecorder {

    private static final String TABLES =
            """
            select c.relname,
                   (select string_agg(quote_ident(a.attname), ', ' order by a.attnum)
                    from pg_attribute a
                    where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '')
            from pg_class c
            join pg_namespace n on n.oid = c.relnamespace
            where n.nspname = 'public' and c.relkind = 'r' and c.relname <> 'flyway_schema_history'
            order by c.relname
            """;
    private static final String MIGRATIONS =
            """
            copy (select version, checksum from flyway_schema_history where version is not null order by version)
            to stdout (format csv, header)
            """;
    private static final String SEQUENCES =
            """
            copy (select sequencename as name, last_value as value from pg_sequences
                  where schemaname = 'public' and last_value is not null order by sequencename)
            to stdout (format csv, header)
            """;

    private static final Pattern PLANNED = Pattern.compile("(?i)(select|insert|update|delete|merge|with)\\b");

    private static final ObjectWriter JSON = new ObjectMapper().writerWithDefaultPrettyPrinter();

    /** Held, or its level would be forgotten. */
    private static final Logger KAFKA = Logger.getLogger("org.apache.kafka");

    private final Path project;
    private final String version;

    private ReleaseRecorder(Path project, String version) {
        this.project = project;
        this.version = version;
    }

    public static void main(String[] arguments) throws Exception {
        if (arguments.length != 1 || !arguments[0].matches("[0-9]+(\\.[0-9]+)+")) {
            System.err.println("usage: deploy/acceptance/record-release VERSION, such as 0.1");
            System.exit(2);
        }
        KAFKA.setLevel(Level.SEVERE);
        Path project = Path.of(System.getProperty("trunkline.project", "")).toAbsolutePath();
        new ReleaseRecorder(project, arguments[0]).run();
    }

    private void run() throws IOException, InterruptedException, SQLException {
        Path directory = project.resolve("deploy/acceptance/target/release");
        Files.createDirectories(directory);
        StackSettings settings =
                StackSettings.onFreePorts(directory.resolve("run")).withDatabaseOptions("log_statement=all");
        try (Site site = new Site(settings);
                LocalStack stack = LocalStack.start(site.settings())) {
            stack.renew();
            FaultRun.Result result = new FaultRun(
                            stack, site, new FreshNumbers(1), 1, Duration.ofSeconds(8), directory, Scenario.MIXED)
                    .play();
            System.out.println(result);
            // What a random run does not come to is part of a story.
            Story.play(stack.addresses(), System.out, new FreshNumbers(2));
            for (StackService service : StackService.values()) {
                stack.service(service).stop();
            }
            for (StackService service : StackService.values()) {
                record(stack, service);
            }
            List<LoggedStatement> sent =
                    LoggedStatement.in(Files.readString(directory.resolve("run/logs/postgresql.log")));
            for (StackService service : StackService.values()) {
                JSON.writeValue(
                        released(service).resolve("statements.json").toFile(), byRole(sent, service.database()));
            }
        }
    }

    /** What can be asked of a planner, each once, in an order that does not depend on chance. */
    private static Map<String, Set<String>> byRole(List<LoggedStatement> sent, String database) {
        Map<String, Set<String>> byRole = new TreeMap<>();
        for (String role : List.of("app", "background")) {
            Set<String> statements = new TreeSet<>();
            sent.stream()
                    .filter(each -> each.role().equals(database + "_" + role))
                    .map(each -> each.sql().strip())
                    .filter(sql -> PLANNED.matcher(sql).lookingAt())
                    .forEach(statements::add);
            byRole.put(role, statements);
        }
        return byRole;
    }

    private Path released(StackService service) {
        return project.resolve(service.module()).resolve("src/test/resources/released/" + version);
    }

    private void record(LocalStack stack, StackService service) throws IOException, SQLException {
        Path released = released(service);
        Files.createDirectories(released.resolve("data"));
        try (Connection connection = stack.postgres().superuser(service.database())) {
            CopyManager copy = connection.unwrap(PGConnection.class).getCopyAPI();
            write(copy, MIGRATIONS, released.resolve("migrations.csv"));
            write(copy, SEQUENCES, released.resolve("sequences.csv"));
            for (Map.Entry<String, String> table : tables(connection).entrySet()) {
                String ordered = "copy (select %2$s from %1$s order by %1$s::text) to stdout (format csv, header)"
                        .formatted(table.getKey(), table.getValue());
                write(copy, ordered, released.resolve("data/" + table.getKey() + ".csv"));
            }
        }
        System.out.println(released);
    }

    private static Map<String, String> tables(Connection connection) throws SQLException {
        Map<String, String> tables = new LinkedHashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(TABLES)) {
            while (rows.next()) {
                tables.put(rows.getString(1), rows.getString(2));
            }
        }
        return tables;
    }

    private static void write(CopyManager copy, String query, Path file) throws IOException, SQLException {
        try (OutputStream out = Files.newOutputStream(file)) {
            copy.copyOut(query, out);
        }
    }
}
