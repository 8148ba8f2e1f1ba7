package dev.trunkline.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** Directories made here are removed when their server is closed, or by the watchdog when the JVM ended before that. */
final class TemporaryDirectories {
    private static final Set<Path> MADE_HERE = ConcurrentHashMap.newKeySet();

    private TemporaryDirectories() {}

    static Path create(String purpose) {
        try {
            Path directory =
                    Files.createTempDirectory("trunkline-" + purpose + "-").toRealPath();
            Watchdog.ofThisJvm().discardLater(directory);
            MADE_HERE.add(directory);
            return directory;
        } catch (IOException failed) {
            throw new EmbeddedServerException("No temporary directory could be made: " + failed.getMessage(), failed);
        }
    }

    /** Leaves directories alone that somebody else made. */
    static void removeIfMadeHere(Path directory) {
        if (MADE_HERE.remove(directory)) {
            delete(directory);
        }
    }

    static void delete(Path directory) {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException("Could not delete " + directory, failed);
        }
    }
}
