package dev.trunkline.benchmark;

import dev.trunkline.local.LocalStack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the servers keep in memory, by the kernel.
 *
 * @param sessionMib of its own, the most of any session of PostgreSQL; without the shared buffers
 * @param brokerMib the most that was ever resident of the process of the broker
 */
record ServerMemory(long sessionMib, long brokerMib) {

    private static final Pattern OWN = kilobytes("RssAnon");
    private static final Pattern PEAK = kilobytes("VmHWM");
    private static final String SESSIONS = "select pid from pg_stat_activity where backend_type = 'client backend'";

    private static Pattern kilobytes(String name) {
        return Pattern.compile(name + ":\\s+([0-9]+) kB");
    }

    static ServerMemory of(LocalStack stack) throws SQLException, IOException {
        long most = 0;
        try (Connection connection = stack.postgres().superuser("postgres");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(SESSIONS)) {
            while (row.next()) {
                most = Math.max(most, mib(OWN, row.getLong(1)));
            }
        }
        return new ServerMemory(most, mib(PEAK, stack.servers().pid()));
    }

    /** Of a process that runs, rounded up. */
    static long mib(Pattern which, long pid) throws IOException {
        Path status = Path.of("/proc", Long.toString(pid), "status");
        Matcher found = which.matcher(Files.exists(status) ? Files.readString(status) : "");
        return found.find() ? (Long.parseLong(found.group(1)) + 1023) / 1024 : 0;
    }

    /** The most that was ever resident of a process. */
    static long peakMib(long pid) throws IOException {
        return mib(PEAK, pid);
    }
}
