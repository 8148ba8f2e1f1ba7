package dev.trunkline.embedded;

import java.nio.file.Path;

/**
 * @param dataDirectory made and formatted when it is not there
 * @param port on 127.0.0.1; 0 takes a free one
 */
public record KafkaSettings(Path dataDirectory, int port) {
    public KafkaSettings {
        dataDirectory = dataDirectory.toAbsolutePath().normalize();
    }

    /** For a test: a fresh directory that {@code close} removes, and a free port. */
    public static KafkaSettings temporary() {
        return new KafkaSettings(TemporaryDirectories.create("kafka"), 0);
    }
}
