package dev.trunkline.benchmark;

import dev.trunkline.local.LocalStack;
import dev.trunkline.local.StackService;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** Processor time that each part of the stack has used: its JVMs, and PostgreSQL by database. */
final class ProcessorTime {

    private static final String SESSIONS =
            """
            select pid, coalesce(datname, 'housekeeping') as part
              from pg_stat_activity
             where pid <> pg_backend_pid()
            """;

    private final LocalStack stack;
    private final Map<String, Map<Long, Duration>> begun;
    private final Duration begunOwn = own();

    private ProcessorTime(LocalStack stack) throws SQLException {
        this.stack = stack;
        this.begun = read();
    }

    static ProcessorTime from(LocalStack stack) throws SQLException {
        return new ProcessorTime(stack);
    }

    /** Seconds since the beginning, by part; of sessions that ended meanwhile nothing is known. */
    Map<String, Double> seconds() throws SQLException {
        Map<String, Double> used = new LinkedHashMap<>();
        read().forEach((part, processes) -> {
            Map<Long, Duration> before = begun.getOrDefault(part, Map.of());
            double seconds = processes.entrySet().stream()
                    .mapToDouble(process -> Stopwatch.seconds(
                            process.getValue().minus(before.getOrDefault(process.getKey(), Duration.ZERO))))
                    .sum();
            used.put(part, seconds);
        });
        return used;
    }

    /** The same, with what this JVM has used, which asks and waits for answers. */
    Map<String, Double> secondsWithOwn() throws SQLException {
        Map<String, Double> used = seconds();
        used.put("the client", Stopwatch.seconds(own().minus(begunOwn)));
        return used;
    }

    private static Duration own() {
        return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
    }

    private Map<String, Map<Long, Duration>> read() throws SQLException {
        Map<String, Map<Long, Duration>> times = new TreeMap<>();
        for (StackService service : StackService.values()) {
            add(times, stack.service(service).name(), stack.service(service).pid());
        }
        add(times, "Kafka", stack.servers().pid());
        try (Connection connection = stack.postgres().superuser("postgres");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(SESSIONS)) {
            while (row.next()) {
                add(times, "PostgreSQL: " + row.getString("part"), row.getLong("pid"));
            }
        }
        return times;
    }

    private static void add(Map<String, Map<Long, Duration>> times, String part, long pid) {
        times.computeIfAbsent(part, key -> new TreeMap<>()).put(pid, of(pid));
    }

    /** What a process has used since it began; nothing of one that has ended. */
    static Duration of(long pid) {
        return ProcessHandle.of(pid)
                .flatMap(process -> process.info().totalCpuDuration())
                .orElse(Duration.ZERO);
    }
}
