package dev.trunkline.embedded;

import java.nio.file.Path;
import java.util.List;

/**
 * @param dataDirectory made and formatted when it is not there
 * @param port on 127.0.0.1; 0 takes a free one
 * @param detours further ports, whose clients are told to come by other ones
 */
public record KafkaSettings(Path dataDirectory, int port, List<Detour> detours) {
    public KafkaSettings {
        dataDirectory = dataDirectory.toAbsolutePath().normalize();
        detours = List.copyOf(detours);
    }

    public KafkaSettings(Path dataDirectory, int port) {
        this(dataDirectory, port, List.of());
    }

    /**
     * A way to the broker that passes something else, which a broker has to know: it tells its clients where to connect to.
     *
     * @param port where the broker listens
     * @param advertised where the clients of this port are sent to; what listens there passes everything on to {@code port}
     */
    public record Detour(int port, int advertised) {}

    /** For a test: a fresh directory that {@code close} removes, and a free port. */
    public static KafkaSettings temporary() {
        return new KafkaSettings(TemporaryDirectories.create("kafka"), 0);
    }
}
