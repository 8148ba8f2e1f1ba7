package dev.trunkline.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * A small shell process that outlives this JVM by a moment: when the pipe between them breaks, however the JVM ended, it stops
 * the processes still watched, the last started first, and deletes the temporary directories.
 *
 * <p>It asks for no polling and no process id of its parent: the kernel closes the pipe even after {@code kill -9}.
 */
final class Watchdog {
    private static final String SCRIPT_RESOURCE = "watchdog.sh";

    private final OutputStream commands;

    private Watchdog(OutputStream commands) {
        this.commands = commands;
    }

    static Watchdog ofThisJvm() {
        return Holder.INSTANCE;
    }

    /** From now on the process is sent {@code signal} if this JVM ends before {@link #forget}. */
    void watch(long pid, String signal) {
        send("watch " + pid + " " + signal);
    }

    void forget(long pid) {
        try {
            send("forget " + pid);
        } catch (UncheckedIOException gone) {
            // A watchdog that has ended watches nothing.
        }
    }

    /** The directory is deleted when this JVM has ended. */
    void discardLater(Path directory) {
        send("discard " + directory.toAbsolutePath());
    }

    private synchronized void send(String line) {
        try {
            commands.write((line + "\n").getBytes(StandardCharsets.UTF_8));
            commands.flush();
        } catch (IOException gone) {
            throw new UncheckedIOException(
                    "The watchdog process has ended, so started servers could be left behind", gone);
        }
    }

    private static Watchdog start() {
        try {
            // In the environment, so that a list of processes shows a name and not the whole script.
            ProcessBuilder builder = new ProcessBuilder(
                    Commands.inOwnSession(List.of("sh", "-c", "eval \"$TRUNKLINE_WATCHDOG\"", "trunkline-watchdog")));
            builder.environment().put("TRUNKLINE_WATCHDOG", script());
            builder.redirectOutput(ProcessBuilder.Redirect.DISCARD).redirectError(ProcessBuilder.Redirect.DISCARD);
            Process process = builder.start();
            Watchdog watchdog = new Watchdog(process.getOutputStream());
            // Keeps the pipe reachable: a collected stream would be closed, and the watchdog would take that for our
            // end.
            Runtime.getRuntime().addShutdownHook(new Thread(watchdog::isHeld, "trunkline-watchdog-anchor"));
            return watchdog;
        } catch (IOException failed) {
            throw new EmbeddedServerException("The watchdog needs a POSIX shell: " + failed.getMessage(), failed);
        }
    }

    private synchronized void isHeld() {}

    private static String script() throws IOException {
        try (InputStream script = Watchdog.class.getResourceAsStream(SCRIPT_RESOURCE)) {
            if (script == null) {
                throw new IOException(SCRIPT_RESOURCE + " is missing from the class path");
            }
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static final class Holder {
        private static final Watchdog INSTANCE = start();
    }
}
