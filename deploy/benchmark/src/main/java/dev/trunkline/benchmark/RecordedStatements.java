package dev.trunkline.benchmark;

import dev.trunkline.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
    private static final Pattern PARAMETER = Pattern.compile("\\$(\\d+) = (NULL|'([^']*+(?:''[^']*+)*+)')");

    /** One of them, with the parameters as text. */
    record Sent(String sql, List<@Nullable String> parameters) {

        /**
         * With places as JDBC has them.
         *
         * @param typed whether arrays say of what they are
         */
        String forJdbc(boolean typed) {
            String sql = this.sql.replace("?", "??");
            for (int i = parameters.size(); i > 0; i--) {
                String array = typed ? arrayType(parameters.get(i - 1)) : null;
                sql = sql.replace("$" + i, array == null ? "?" : "?::" + array);
            }
            return sql;
        }

        private static @Nullable String arrayType(@Nullable String parameter) {
            if (parameter == null || !ARRAY.matcher(parameter).matches()) {
                return null;
            }
            return parameter.contains("-") ? "uuid[]" : "bigint[]";
        }

        private boolean contains(String text) {
            return parameters.stream().anyMatch(parameter -> parameter != null && parameter.contains(text));
        }
    }

    private static final Pattern ARRAY = Pattern.compile("\\{[0-9a-f,-]+}");
    private static final String CONTROL = "(?is)\\s*(begin|commit|rollback)\\b.*";

    private final List<Sent> statements;

    private RecordedStatements(List<Sent> statements) {
        this.statements = List.copyOf(statements);
    }

    /**
     * What the session of {@code role} sends that does {@code action}, without what opens and ends its transactions.
     *
     * @param mark what only that session's parameters contain
     */
    static RecordedStatements of(EmbeddedPostgres postgres, Path log, String role, String mark, Runnable action)
            throws SQLException, IOException {
        long begin = Files.size(log);
        logAll(postgres, "all");
        try {
            action.run();
        } finally {
            logAll(postgres, "none");
        }
        byte[] all = Files.readAllBytes(log);
        String text = new String(all, (int) begin, all.length - (int) begin, StandardCharsets.UTF_8);
        List<Sent> sent = parse(text, role, mark);
        if (sent.isEmpty()) {
            throw new IllegalStateException("PostgreSQL logged no statement of " + role + " in " + log);
        }
        return new RecordedStatements(sent);
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

    static List<Sent> parse(String log, String role, String mark) {
        Map<String, List<Sent>> sessions = new LinkedHashMap<>();
        @Nullable String sql = null;
        for (Entry entry : entries(log)) {
            if (!role.equals(entry.role())) {
                continue;
            }
            List<Sent> session = sessions.computeIfAbsent(entry.session(), key -> new ArrayList<>());
            Matcher execute = EXECUTE.matcher(entry.message());
            if (entry.severity().equals("LOG") && execute.matches()) {
                sql = execute.group(1);
                session.add(new Sent(sql, List.of()));
            } else if (entry.severity().equals("DETAIL") && sql != null) {
                session.set(session.size() - 1, new Sent(sql, parameters(entry.message())));
                sql = null;
            }
        }
        return sessions.values().stream()
                .filter(session -> session.stream().anyMatch(sent -> sent.contains(mark)))
                .flatMap(List::stream)
                .filter(sent -> !sent.sql().matches(CONTROL))
                .toList();
    }

    private record Entry(String session, @Nullable String role, String severity, String message) {}

    /** Messages of several lines go on after a tab. */
    private static List<Entry> entries(String log) {
        List<Entry> entries = new ArrayList<>();
        for (String line : log.split("\n", -1)) {
            Matcher entry = ENTRY.matcher(line);
            if (entry.matches()) {
                entries.add(new Entry(entry.group(1), entry.group(2), entry.group(3), entry.group(4)));
            } else if (line.startsWith("\t") && !entries.isEmpty()) {
                Entry last = entries.remove(entries.size() - 1);
                entries.add(new Entry(
                        last.session(), last.role(), last.severity(), last.message() + "\n" + line.substring(1)));
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
     * Makes them ready to be sent again over a connection, for something else.
     *
     * @param variable what was recorded and differs each time; identifiers that are neither here nor in {@code lasting}, and revisions, are
     *     new ones each time
     */
    Replay replay(Connection connection, List<String> variable, Set<String> lasting) throws SQLException {
        return new Replay(connection, statements, variable, lasting);
    }

    /** The plan of the last of them that names a table, as it is carried out after all before it. */
    List<String> explain(Connection connection, String table) throws SQLException {
        List<String> plan = new ArrayList<>();
        for (Sent each : statements) {
            boolean explained = each.sql().contains(table);
            String sql = each.forJdbc(false);
            try (PreparedStatement prepared = connection.prepareStatement(
                    explained ? "explain (analyze, buffers, costs off, summary off) " + sql : sql)) {
                for (int i = 0; i < each.parameters().size(); i++) {
                    prepared.setObject(i + 1, each.parameters().get(i), Types.OTHER);
                }
                boolean rows = prepared.execute();
                if (explained && rows) {
                    plan.clear();
                    try (ResultSet line = prepared.getResultSet()) {
                        while (line.next()) {
                            plan.add(line.getString(1));
                        }
                    }
                }
            }
        }
        connection.rollback();
        return plan;
    }
}
