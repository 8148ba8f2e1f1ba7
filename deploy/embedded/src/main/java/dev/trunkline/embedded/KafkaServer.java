package dev.trunkline.embedded;

import dev.trunkline.embedded.KafkaSettings.Detour;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.ToIntFunction;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.jspecify.annotations.Nullable;

/** Broker and controller in one: format, start, stop. */
final class KafkaServer implements KafkaControl {
    /** Held here, since the logging of the JDK forgets the level of a logger that nobody holds. */
    private static final List<Logger> QUIETED = List.of(
            Logger.getLogger("kafka"), Logger.getLogger("state.change.logger"), Logger.getLogger("org.apache.kafka"));

    private static final Map<String, String> ONE_BROKER = Map.of(
            "offsets.topic.replication.factor", "1",
            "offsets.topic.num.partitions", "3",
            "transaction.state.log.replication.factor", "1",
            "transaction.state.log.min.isr", "1",
            "transaction.state.log.num.partitions", "1",
            "share.coordinator.state.topic.replication.factor", "1",
            "share.coordinator.state.topic.min.isr", "1",
            "group.initial.rebalance.delay.ms", "0");

    private static final Map<String, String> SMALL = Map.of(
            "log.cleaner.dedupe.buffer.size", "4194304",
            "log.cleaner.threads", "1",
            "num.network.threads", "2",
            "num.io.threads", "2",
            "background.threads", "2",
            "num.recovery.threads.per.data.dir", "1",
            "num.replica.alter.log.dirs.threads", "1",
            "group.coordinator.threads", "1",
            "share.coordinator.threads", "1");

    private final KafkaSettings settings;
    private int port;
    private @Nullable KafkaRaftServer server;

    KafkaServer(KafkaSettings settings) {
        this.settings = settings;
        this.port = settings.port();
    }

    @Override
    public synchronized int port() {
        return port;
    }

    @Override
    public synchronized void stop() {
        if (server != null) {
            server.shutdown();
            server.awaitShutdown();
            server = null;
        }
    }

    @Override
    public synchronized void start() {
        if (server != null) {
            return;
        }
        QUIETED.forEach(logger -> logger.setLevel(Level.WARNING));
        if (port == 0) {
            port = Ports.free();
        }
        Ports.requireFree(port, "Kafka");
        Properties properties = properties(Ports.free());
        KafkaRaftServer starting = null;
        try {
            format(properties);
            starting = new KafkaRaftServer(new KafkaConfig(properties), Time.SYSTEM);
            starting.startup();
            server = starting;
        } catch (IOException | RuntimeException failed) {
            if (starting != null) {
                starting.shutdown();
            }
            throw new EmbeddedServerException("Kafka did not start: " + failed.getMessage(), failed);
        }
    }

    private boolean isFormatted() {
        return Files.exists(settings.dataDirectory().resolve("log").resolve("meta.properties"));
    }

    private void format(Properties properties) throws IOException {
        Path data = settings.dataDirectory();
        if (isFormatted()) {
            return;
        }
        Files.createDirectories(data);
        Path configuration = data.resolve("format.properties");
        try (Writer writer = Files.newBufferedWriter(configuration)) {
            properties.store(writer, null);
        }
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        String[] command = {
            "format",
            "--ignore-formatted",
            "--cluster-id",
            Uuid.randomUuid().toString(),
            "--config",
            configuration.toString()
        };
        int exitCode = StorageTool.execute(command, new PrintStream(said, true, StandardCharsets.UTF_8));
        if (exitCode != 0) {
            throw new IOException("formatting failed: "
                    + said.toString(StandardCharsets.UTF_8).strip());
        }
        Files.delete(configuration);
    }

    /** A listener for each detour, in the form of {@code listeners}. */
    private String detours(ToIntFunction<Detour> port) {
        StringBuilder listeners = new StringBuilder();
        for (Detour detour : settings.detours()) {
            listeners
                    .append(",DETOUR")
                    .append(detour.port())
                    .append("://127.0.0.1:")
                    .append(port.applyAsInt(detour));
        }
        return listeners.toString();
    }

    private String protocols() {
        return settings.detours().stream()
                .map(detour -> ",DETOUR" + detour.port() + ":PLAINTEXT")
                .collect(Collectors.joining());
    }

    private Properties properties(int controllerPort) {
        Properties properties = new Properties();
        properties.putAll(Map.of(
                "process.roles",
                "broker,controller",
                "node.id",
                "1",
                "controller.quorum.voters",
                "1@127.0.0.1:" + controllerPort,
                "listeners",
                "BROKER://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort + detours(Detour::port),
                "advertised.listeners",
                "BROKER://127.0.0.1:" + port + detours(Detour::advertised),
                "listener.security.protocol.map",
                "BROKER:PLAINTEXT,CONTROLLER:PLAINTEXT" + protocols(),
                "inter.broker.listener.name",
                "BROKER",
                "controller.listener.names",
                "CONTROLLER",
                "log.dirs",
                settings.dataDirectory().resolve("log").toString(),
                "auto.create.topics.enable",
                "false"));
        properties.putAll(ONE_BROKER);
        properties.putAll(SMALL);
        if (isFormatted()) {
            // A broker that was killed is let in again when its old session has ended: sooner than after the default 9
            // s.
            // A fresh one keeps the default, under which a starved machine does not lose its session.
            properties.putAll(Map.of("broker.session.timeout.ms", "2000", "broker.heartbeat.interval.ms", "500"));
        }
        return properties;
    }
}
