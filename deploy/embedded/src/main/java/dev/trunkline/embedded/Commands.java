package dev.trunkline.embedded;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs small programs of the operating system. */
final class Commands {
    private static final long TIMEOUT_SECONDS = 120;
    private static final boolean SETSID = isOnPath("setsid");

    private Commands() {}

    record Outcome(int exitCode, String output) {
        boolean succeeded() {
            return exitCode == 0;
        }
    }

    /**
     * A session of its own keeps Ctrl-C on the terminal from reaching the process: who started it decides when it stops. Where
     * {@code setsid} is missing (macOS) the command stays as it is.
     */
    static List<String> inOwnSession(List<String> command) {
        return SETSID ? prefixed(List.of("setsid"), command) : command;
    }

    static List<String> prefixed(List<String> prefix, List<String> command) {
        List<String> whole = new ArrayList<>(prefix);
        whole.addAll(command);
        return List.copyOf(whole);
    }

    static Outcome run(List<String> command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new EmbeddedServerException(command.get(0) + " did not end within " + TIMEOUT_SECONDS + " s.");
            }
            return new Outcome(process.exitValue(), output);
        } catch (IOException notThere) {
            return new Outcome(127, String.valueOf(notThere.getMessage()));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new EmbeddedServerException("Interrupted while running " + command.get(0) + ".", interrupted);
        }
    }

    static boolean isOnPath(String program) {
        for (String directory :
                System.getenv().getOrDefault("PATH", "/usr/bin:/bin").split(File.pathSeparator, -1)) {
            if (!directory.isEmpty() && Files.isExecutable(Path.of(directory, program))) {
                return true;
            }
        }
        return false;
    }

    static void signal(long pid, String signal) {
        run(List.of("sh", "-c", "kill -s \"$1\" \"$2\"", "kill", signal, Long.toString(pid)));
    }
}
