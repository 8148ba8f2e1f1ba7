package dev.trunkline.images;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A packaged service as a process that may do what its container may: the user and the memory of the manifest, the options of the
 * Containerfile, files that it cannot change, no variables but its own. What a container adds, a file system of its own and a
 * limit that the kernel enforces, is not here: the JVM is told the limit and the test reads what the process came to.
 */
final class Restricted implements AutoCloseable {

    private static final Pattern PEAK = Pattern.compile("VmHWM:\\s+([0-9]+) kB");
    private static final boolean IS_ROOT = "root".equals(System.getProperty("user.name"));

    private final Process process;
    private final Path log;

    private Restricted(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /** @param deployments the folder that the image has as /deployments, its configuration included */
    static Restricted start(JsonNode workload, Path deployments, Path log, Map<String, String> environment)
            throws IOException {
        Containerfile image = Containerfile.read();
        List<String> command = new ArrayList<>();
        if (IS_ROOT) {
            String user = Integer.toString(Manifests.user(workload));
            command.addAll(List.of("setpriv", "--reuid=" + user, "--regid=" + user, "--clear-groups"));
            command.addAll(List.of("--no-new-privs", "--bounding-set=-all", "--"));
        }
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // The cache belongs to the image's JDK; older ones do not know the option.
        command.add("-XX:+IgnoreUnrecognizedVMOptions");
        // Half the processor time of a start, as in all tests that start services; what is tried does not depend on it.
        command.add("-XX:TieredStopAtLevel=1");
        command.add("-XX:MaxRAM=" + Manifests.memoryLimit(workload));
        command.addAll(List.of("-jar", image.jar()));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(deployments.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().clear();
        builder.environment().put("JDK_JAVA_OPTIONS", String.join(" ", image.javaOptions()));
        builder.environment().putAll(environment);
        return new Restricted(builder.start(), log);
    }

    boolean isAlive() {
        return process.isAlive();
    }

    int exitCode(int withinSeconds) throws InterruptedException {
        if (!process.waitFor(withinSeconds, TimeUnit.SECONDS)) {
            throw new AssertionError("still runs after " + withinSeconds + " s, see " + log);
        }
        return process.exitValue();
    }

    void terminate() {
        process.destroy();
    }

    /** Its own output without what the JVM says of its options. */
    List<String> output() throws IOException {
        return Files.readAllLines(log).stream()
                .filter(line -> !line.startsWith("NOTE: Picked up JDK_JAVA_OPTIONS") && !line.contains("[warning]["))
                .toList();
    }

    /** The most memory that was ever resident, as the kernel counted it. */
    long peakMemory() throws IOException {
        Matcher peak = PEAK.matcher(Files.readString(Path.of("/proc", Long.toString(process.pid()), "status")));
        if (!peak.find()) {
            throw new AssertionError("no VmHWM");
        }
        return Long.parseLong(peak.group(1)) * 1024;
    }

    int user() throws IOException {
        return (Integer) Files.getAttribute(Path.of("/proc", Long.toString(process.pid())), "unix:uid");
    }

    static boolean changesUser() {
        return IS_ROOT;
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (process.waitFor(20, TimeUnit.SECONDS)) {
                return;
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
    }
}
