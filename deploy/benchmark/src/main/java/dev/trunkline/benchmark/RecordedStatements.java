package dev.trunkline.benchmark;

import dev.trunkline.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The statements that a service sends for something, as PostgreSQL logged them; so a plain loop over JDBC can send the same ones, whatever
 * they are by now.
 */
final class RecordedStatements {

    private static final Pattern ENTRY =
            Pattern.compile("^\\d{4}-\\d\\d-\\d\\d \\S+ \\S+ \\[(\\d+)] (?:(\\S+)@\\S+ )?(LOG|DETAIL|\\w+): {2}(.*)$");
    private static final Pattern EXECUTE = Pattern.compile("^execute [^:]+: (.*)$", Pattern.DOTALL);
    private static final Pattern PARAMETER = Pattern.compile("\\$(\\d+) = (NULL|'((?:[^']|'')*)')");
    private static final Pattern PLACE = Pattern.compile("\\$\\d+");

    /** One of them, with the parameters as text. */
    record Sent(String sql, List<@Nullable String> parameters) {}

    private final List<Sent> statements;

    private RecordedStatements(List<Sent> statements) {
        this.statements = List.copyOf(statements);
    }

    /** What {@code role} sends while {@code action} runs: only its transactions, without what opens and ends them. */
    static RecordedStatements of(EmbeddedPostgres postgres, Path log, String role, Runnable action)
            throws SQLException, IOException {
        long begin = Files.size(log);
        logAll(postgres, "all");
        try {
            action.run();
        } finally {
            logAll(postgres, "none");
        }
        byte[] all = Files.readAllBytes(log);
        String text = new String(all, (int) begin, all.length - (int) begin, java.nio.charset.StandardCharsets.UTF_8);
        return new RecordedStatements(parse(text, role));
    }

    private static void logAll(EmbeddedPostgres postgres, String what) throws SQLException {
        try (Connection connection = postgres.superuser("postgres");
                Statement statement = connection.createStatement()) {
            statement.execute("alter system set log_statement = '" + what + "'");
            statement.execute("select pg_reload_conf()");
            // The sessions hear of it by a signal.
            statement.execute("select pg_sleep(0.5)");
        }
    }

    static List<Sent> parse(String log, String role) {
        List<Sent> sent = new ArrayList<>();
        @Nullable String sql = null;
        for (String[] entry : entries(log)) {
            if (!role.equals(entry[0])) {
                continue;
            }
            Matcher execute = EXECUTE.matcher(entry[2]);
            if (entry[1].equals("LOG") && execute.matches()) {
                sql = execute.group(1);
                sent.add(new Sent(sql, List.of()));
            } else if (entry[1].equals("DETAIL") && sql != null) {
                sent.set(sent.size() - 1, new Sent(sql, parameters(entry[2])));
                sql = null;
            }
        }
        return sent.stream()
                .filter(each -> !each.sql().matches("(?is)\\s*(begin|commit|rollback)\\b.*"))
                .toList();
    }

    /** Role, severity and message of each entry; those of several lines go on after a tab. */
    private static List<String[]> entries(String log) {
        List<String[]> entries = new ArrayList<>();
        for (String line : log.split("\n", -1)) {
            Matcher entry = ENTRY.matcher(line);
            if (entry.matches()) {
                String role = entry.group(2);
                entries.add(new String[] {role == null ? "" : role, entry.group(3), entry.group(4)});
            } else if (line.startsWith("\t") && !entries.isEmpty()) {
                String[] last = entries.get(entries.size() - 1);
                last[2] = last[2] + "\n" + line.substring(1);
            }
        }
        return entries;
    }

    private static List<@Nullable String> parameters(String detail) {
        List<@Nullable String> parameters = new ArrayList<>();
        Matcher parameter = PARAMETER.matcher(detail);
        while (parameter.find()) {
            String value = parameter.group(3);
            parameters.add(value == null ? null : value.replace("''", "'"));
        }
        return parameters;
    }

    List<String> sql() {
        return statements.stream().map(Sent::sql).toList();
    }

    /**
     * Sends them all in one transaction.
     *
     * @param replaced what stands in the parameters in place of what was recorded
     */
    void replay(Connection connection, Map<String, String> replaced) throws SQLException {
        for (Sent statement : statements) {
            try (PreparedStatement prepared = connection.prepareStatement(
                    PLACE.matcher(statement.sql().replace("?", "??")).replaceAll("?"))) {
                for (int i = 0; i < statement.parameters().size(); i++) {
                    @Nullable String value = statement.parameters().get(i);
                    prepared.setObject(i + 1, value == null ? null : replace(value, replaced), Types.OTHER);
                }
                prepared.execute();
            }
        }
        connection.commit();
    }

    private static String replace(String value, Map<String, String> replaced) {
        String result = value;
        for (Map.Entry<String, String> each : replaced.entrySet()) {
            result = result.replace(each.getKey(), each.getValue());
        }
        return result;
    }
}
