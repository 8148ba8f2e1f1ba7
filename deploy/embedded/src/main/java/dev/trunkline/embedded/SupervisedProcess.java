package dev.trunkline.embedded;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A child process that cannot outlive this JVM. It begins as a shell that waits for one line of input and runs its program only
 * once the watchdog knows it; a JVM that dies in between leaves a shell that reads the end of its input and goes away.
 */
public final class SupervisedProcess {
    private static final String WAIT_FOR_GO = "read -r go || exit 75; exec \"$@\" </dev/null";

    private final Process process;
    private final CompletableFuture<Process> ended;

    private SupervisedProcess(Process process, CompletableFuture<Process> ended) {
        this.process = process;
        this.ended = ended;
    }

    /**
     * @param command the program and its arguments
     * @param environment added to this JVM's own
     * @param log takes what the program prints, behind what is there already
     * @param stopSignal what the watchdog sends, without the {@code SIG}
     */
    public record Launch(List<String> command, Map<String, String> environment, Path log, String stopSignal) {
        public Launch {
            command = List.copyOf(command);
            environment = Map.copyOf(environment);
        }
    }

    public static SupervisedProcess start(Launch launch) {
        List<String> command = Commands.inOwnSession(
                Commands.prefixed(List.of("sh", "-c", WAIT_FOR_GO, "trunkline-launch"), launch.command()));
        try {
            Path folder = launch.log().toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.redirectOutput(ProcessBuilder.Redirect.appendTo(launch.log().toFile()));
            builder.environment().putAll(launch.environment());
            Watchdog watchdog = Watchdog.ofThisJvm();
            Process process = builder.start();
            watchdog.watch(process.pid(), launch.stopSignal());
            try (OutputStream go = process.getOutputStream()) {
                go.write("go\n".getBytes(StandardCharsets.UTF_8));
            }
            return new SupervisedProcess(
                    process, process.onExit().whenComplete((gone, never) -> watchdog.forget(process.pid())));
        } catch (IOException failed) {
            throw new EmbeddedServerException(
                    "Could not start " + launch.command().get(0) + ": " + failed.getMessage(), failed);
        }
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** The exit code of a process that has ended. */
    public int exitCode() {
        return process.exitValue();
    }

    public CompletableFuture<Process> onExit() {
        return ended;
    }

    /** @param signal a name without the {@code SIG}: {@code TERM}, {@code INT}, {@code KILL} … */
    public void signal(String signal) {
        if (process.isAlive()) {
            Commands.signal(process.pid(), signal);
        }
    }

    /** @return whether the process ended in time */
    public boolean waitFor(Duration timeout) {
        try {
            return process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new EmbeddedServerException("Interrupted while waiting for a process to end.", interrupted);
        }
    }

    /** Asks with {@code signal}; who has not ended after {@code patience} is killed. */
    public void stop(String signal, Duration patience) {
        signal(signal);
        if (!waitFor(patience)) {
            process.destroyForcibly();
            waitFor(patience);
        }
    }
}
