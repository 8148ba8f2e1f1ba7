package dev.trunkline.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Tells a server left behind by a launcher that was killed from one that another launcher is using. */
final class PostgresLock {
    private static final Duration FAST = Duration.ofSeconds(15);

    private final Path launcherFile;
    private final Path cluster;

    PostgresLock(Path directory, Path cluster) {
        this.launcherFile = directory.resolve("launcher.pid");
        this.cluster = cluster;
    }

    /** Writes down that this JVM is the launcher. */
    void record() {
        try {
            Files.writeString(launcherFile, identity(ProcessHandle.current()) + "\n");
        } catch (IOException failed) {
            throw new EmbeddedServerException(
                    "The data directory of PostgreSQL cannot be written: " + failed.getMessage(), failed);
        }
    }

    /**
     * Stops a server that still runs over our data though its launcher is gone, and removes a stale {@code postmaster.pid}.
     *
     * @throws EmbeddedServerException when the launcher is alive
     */
    void endLeftover() {
        Path pidFile = cluster.resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return;
        }
        Optional<ProcessHandle> server = serverOf(pidFile);
        if (server.isPresent()) {
            launcher().ifPresent(launcher -> {
                throw new EmbeddedServerException("The data in " + cluster.getParent() + " is in use by process "
                        + launcher.pid() + "; stop that first.");
            });
            end(server.get());
        }
        try {
            Files.deleteIfExists(pidFile);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static void end(ProcessHandle server) {
        Commands.signal(server.pid(), "INT");
        if (!ended(server, FAST)) {
            Commands.signal(server.pid(), "QUIT");
            if (!ended(server, FAST)) {
                throw new EmbeddedServerException(
                        "A PostgreSQL left behind (process " + server.pid() + ") does not stop; kill it.");
            }
        }
    }

    private static boolean ended(ProcessHandle process, Duration patience) {
        try {
            process.onExit().get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException stillThere) {
            return false;
        } catch (Exception failed) {
            throw new EmbeddedServerException("Waiting for a PostgreSQL left behind failed.", failed);
        }
    }

    private Optional<ProcessHandle> serverOf(Path pidFile) {
        try {
            List<String> lines = Files.readAllLines(pidFile);
            if (lines.isEmpty()) {
                return Optional.empty();
            }
            return ProcessHandle.of(Long.parseLong(lines.get(0).trim()))
                    .filter(process -> commandLine(process).contains(cluster.toString()));
        } catch (NumberFormatException broken) {
            return Optional.empty();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private Optional<ProcessHandle> launcher() {
        try {
            if (!Files.exists(launcherFile)) {
                return Optional.empty();
            }
            String recorded = Files.readString(launcherFile).strip();
            String pid = recorded.split(" ", 2)[0];
            return ProcessHandle.of(Long.parseLong(pid))
                    .filter(process -> process.pid() != ProcessHandle.current().pid())
                    .filter(process -> identity(process).equals(recorded));
        } catch (NumberFormatException broken) {
            return Optional.empty();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Process ids come round again; with the start time they do not. */
    private static String identity(ProcessHandle process) {
        return process.pid() + " "
                + process.info().startInstant().map(Object::toString).orElse("unknown");
    }

    private static String commandLine(ProcessHandle process) {
        Path onLinux = Path.of("/proc", Long.toString(process.pid()), "cmdline");
        try {
            if (Files.isReadable(onLinux)) {
                return new String(Files.readAllBytes(onLinux), StandardCharsets.UTF_8).replace('\0', ' ');
            }
        } catch (IOException endedMeanwhile) {
            return "";
        }
        return process.info().commandLine().orElse("");
    }
}
