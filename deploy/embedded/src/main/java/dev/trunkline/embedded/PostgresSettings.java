package dev.trunkline.embedded;

import java.nio.file.Path;
import java.util.List;

/**
 * @param dataDirectory made and initialised when it is not there
 * @param port on 127.0.0.1; 0 takes a free one
 * @param durable false leaves out every wait for the disk: several times faster, and gone with the machine's power
 * @param options server settings ({@code name=value}) that win over those for small machines
 */
public record PostgresSettings(Path dataDirectory, int port, boolean durable, List<String> options) {
    public PostgresSettings {
        dataDirectory = dataDirectory.toAbsolutePath().normalize();
        options = List.copyOf(options);
    }

    public PostgresSettings(Path dataDirectory, int port, boolean durable) {
        this(dataDirectory, port, durable, List.of());
    }

    /** For a test: a fresh directory that {@code close} removes, a free port, no waiting for the disk. */
    public static PostgresSettings temporary() {
        return new PostgresSettings(TemporaryDirectories.create("postgres"), 0, false);
    }
}
