package dev.trunkline.embedded;

import dev.trunkline.embedded.SupervisedProcess.Launch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The server process over its data directory: initialise, start, wait, stop. */
final class PostgresServer implements PostgresControl {
    private static final Duration START_TIMEOUT = Duration.ofSeconds(60);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(30);
    private static final int PORT_ATTEMPTS = 5;

    private static final List<String> ALWAYS = List.of(
            "listen_addresses=127.0.0.1",
            "unix_socket_directories=",
            "max_connections=200",
            "shared_buffers=64MB",
            "max_wal_size=512MB",
            // No worker processes for reading ahead: fewer processes, and the data is small.
            "io_method=sync",
            "timezone=UTC",
            "log_timezone=UTC",
            "log_line_prefix=%m [%p] %q%u@%d ");
    private static final List<String> NOT_DURABLE =
            List.of("fsync=off", "synchronous_commit=off", "full_page_writes=off");

    private final PostgresSettings settings;
    private final Path log;
    private final Path cluster;
    private final PostgresLock lock;
    private int port;
    private @Nullable SupervisedProcess process;

    PostgresServer(PostgresSettings settings, Path log) {
        this.settings = settings;
        this.log = log;
        this.cluster = settings.dataDirectory().resolve("cluster");
        this.lock = new PostgresLock(settings.dataDirectory(), cluster);
        this.port = settings.port();
    }

    static PostgresServer startTemporary() {
        PostgresSettings settings = PostgresSettings.temporary();
        PostgresServer server =
                new PostgresServer(settings, settings.dataDirectory().resolve("server.log"));
        server.start();
        return server;
    }

    @Override
    public synchronized int port() {
        return port;
    }

    @Override
    public synchronized long pid() {
        if (process == null) {
            throw new IllegalStateException("PostgreSQL is stopped");
        }
        return process.pid();
    }

    @Override
    public synchronized void start() {
        if (process != null && process.isAlive()) {
            return;
        }
        try {
            Files.createDirectories(settings.dataDirectory());
        } catch (IOException failed) {
            throw new EmbeddedServerException(
                    "The data directory of PostgreSQL cannot be made: " + failed.getMessage(), failed);
        }
        lock.endLeftover();
        PostgresAccount account = PostgresAccount.ownerOf(
                settings.dataDirectory(), PostgresBinaries.unpacked().program("postgres"));
        if (!Files.exists(cluster)) {
            initialise(account);
        }
        lock.record();
        boolean anyPort = port == 0;
        Instant deadline = Instant.now().plus(START_TIMEOUT);
        for (int attempt = 1; ; attempt++) {
            if (anyPort) {
                port = Ports.free();
            } else {
                Ports.requireFree(port, "PostgreSQL");
            }
            long logStart = sizeOfLog();
            process = SupervisedProcess.start(new Launch(serverCommand(account), Map.of(), log, "INT"));
            if (becomesReady(process, deadline)) {
                return;
            }
            String complaint = lastComplaint(logStart);
            boolean portLost = anyPort && complaint.contains("could not create any TCP/IP sockets");
            // The sessions of a server that was killed need a moment to notice.
            boolean sessionsLeft = complaint.contains("pre-existing shared memory block");
            if (!(portLost && attempt < PORT_ATTEMPTS)
                    && !(sessionsLeft && Instant.now().isBefore(deadline))) {
                process.stop("QUIT", STOP_TIMEOUT);
                throw new EmbeddedServerException("PostgreSQL did not start: " + complaint + " (log: " + log + ")");
            }
        }
    }

    @Override
    public synchronized void stop(String signal) {
        if (process != null) {
            process.stop(signal, STOP_TIMEOUT);
            process = null;
        }
    }

    private void initialise(PostgresAccount account) {
        Path unfinished = settings.dataDirectory().resolve("cluster.unfinished");
        TemporaryDirectories.delete(unfinished);
        Path password = null;
        try {
            password = Files.createTempFile("trunkline-", ".password");
            Files.writeString(password, EmbeddedPostgres.SUPERUSER + "\n");
            // Readable for the account that initdb runs as; the password is no secret.
            Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-r--r--"));
            List<String> command = new ArrayList<>(List.of(
                    PostgresBinaries.unpacked().program("initdb").toString(),
                    "--pgdata=" + unfinished,
                    "--username=" + EmbeddedPostgres.SUPERUSER,
                    "--pwfile=" + password,
                    "--auth=scram-sha-256",
                    "--encoding=UTF8",
                    "--locale=C",
                    "--locale-provider=builtin",
                    "--builtin-locale=C.UTF-8",
                    "--no-instructions"));
            if (!settings.durable()) {
                command.add("--no-sync");
            }
            Commands.Outcome outcome = Commands.run(account.command(command));
            if (!outcome.succeeded()) {
                throw new EmbeddedServerException(
                        "initdb failed: " + outcome.output().strip());
            }
            Files.move(unfinished, cluster, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException failed) {
            throw new EmbeddedServerException("The database cluster could not be made: " + failed.getMessage(), failed);
        } finally {
            deleteQuietly(password);
        }
    }

    private static void deleteQuietly(@Nullable Path file) {
        try {
            if (file != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private List<String> serverCommand(PostgresAccount account) {
        List<String> command = new ArrayList<>(List.of(
                PostgresBinaries.unpacked().program("postgres").toString(), "-D", cluster.toString(), "-p", "" + port));
        List<String> options = new ArrayList<>(ALWAYS);
        if (!settings.durable()) {
            options.addAll(NOT_DURABLE);
        }
        options.addAll(settings.options());
        for (String option : options) {
            command.add("-c");
            command.add(option);
        }
        return account.command(command);
    }

    /** @return false when the process has ended instead */
    private boolean becomesReady(SupervisedProcess started, Instant deadline) {
        String last = "";
        while (Instant.now().isBefore(deadline)) {
            if (!started.isAlive()) {
                return false;
            }
            try (Connection connection = EmbeddedPostgres.connect(port, EmbeddedPostgres.SUPERUSER)) {
                return connection.isValid(5);
            } catch (SQLException notYet) {
                last = ": " + notYet.getMessage();
            }
            if (started.waitFor(Duration.ofMillis(50))) {
                return false;
            }
        }
        throw new EmbeddedServerException(
                "PostgreSQL took no connection within " + START_TIMEOUT.toSeconds() + " s (log: " + log + ")" + last);
    }

    private long sizeOfLog() {
        try {
            return Files.exists(log) ? Files.size(log) : 0;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private String lastComplaint(long logStart) {
        try {
            byte[] all = Files.readAllBytes(log);
            int from = (int) Math.min(logStart, all.length);
            List<String> lines = new String(all, from, all.length - from, StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> line.contains("FATAL") || line.contains("could not") || line.contains("rror"))
                    .toList();
            return lines.isEmpty() ? "it ended without a word" : String.join("; ", lines);
        } catch (IOException failed) {
            return "its log cannot be read: " + failed.getMessage();
        }
    }
}
