package dev.trunkline.benchmark;

import dev.trunkline.local.StackPorts;
import dev.trunkline.local.StackSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** The stack as all measurements have it: durable, the JVMs with the full compiler, each service in 256 MiB of heap. */
final class BenchmarkStack {

    private BenchmarkStack() {}

    /**
     * On free ports, with all its data in {@code directory}.
     *
     * @param report the folder of this module, where reports are written
     * @param furtherDatabaseOptions settings of PostgreSQL that one measurement needs
     */
    static StackSettings settings(Path report, Path directory, String... furtherDatabaseOptions) {
        // As in the manifests for Kubernetes; the stack for laptops has less.
        List<String> databaseOptions =
                new ArrayList<>(List.of("shared_buffers=512MB", "max_wal_size=4GB", "checkpoint_timeout=15min"));
        databaseOptions.addAll(Arrays.asList(furtherDatabaseOptions));
        return new StackSettings(
                report.resolve("../..").normalize(),
                directory,
                StackPorts.free(),
                true,
                // One caller asks here for as much as many do elsewhere; the limit is counted all the same.
                List.of(
                        "-XX:TieredStopAtLevel=4",
                        "-Xmx256m",
                        "-Dtrunkline.limit.requests-per-second=1000000",
                        "-Dtrunkline.limit.burst=1000000"),
                databaseOptions);
    }

    /** Sizes from the command line, behind the folder. */
    static List<Integer> sizes(String[] arguments, Integer... otherwise) {
        return arguments.length > 1
                ? Arrays.stream(arguments).skip(1).map(Integer::valueOf).toList()
                : List.of(otherwise);
    }

    static void delete(Path directory) throws IOException {
        try (var files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
