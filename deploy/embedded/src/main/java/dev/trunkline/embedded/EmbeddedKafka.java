package dev.trunkline.embedded;

import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * A Kafka broker that is its own controller (KRaft), in this JVM, on 127.0.0.1. Topics are never created by use.
 *
 * <p>Safe for use by several threads. A crash is what becomes of it when its JVM is killed; {@link #stop} is orderly.
 */
public final class EmbeddedKafka implements AutoCloseable {
    private final KafkaControl server;
    private final Path directory;

    EmbeddedKafka(KafkaControl server, Path directory) {
        this.server = server;
        this.directory = directory;
    }

    /**
     * Returns when the broker serves.
     *
     * @throws EmbeddedServerException when the port is taken or the broker does not start, saying why
     */
    public static EmbeddedKafka start(KafkaSettings settings) {
        KafkaServer server = new KafkaServer(settings);
        server.start();
        return new EmbeddedKafka(server, settings.dataDirectory());
    }

    public int port() {
        return server.port();
    }

    public String bootstrapServers() {
        return "127.0.0.1:" + port();
    }

    /** Topics that are there get the given settings; their partitions never change, because the order per key would break. */
    public void createTopics(Collection<NewTopic> topics) {
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers()))) {
            new TopicSetup(admin).apply(topics);
        }
    }

    /** Empties the topics of {@link TopicFile} at a broker that runs somewhere on this machine, by making them anew. */
    public static void renewTopics(String bootstrapServers) {
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
            new TopicSetup(admin).renew(TopicFile.fromClassPath());
        }
    }

    /** The data stays; {@link #restart} brings the broker back. */
    public void stop() {
        server.stop();
    }

    /** Stops the broker if it runs, then starts it on the same port with the same data. */
    public void restart() {
        server.stop();
        server.start();
    }

    @Override
    public void close() {
        server.stop();
        TemporaryDirectories.removeIfMadeHere(directory);
    }
}
