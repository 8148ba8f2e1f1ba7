package dev.trunkline.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedKafkaIT {
    private static EmbeddedKafka kafka;

    @BeforeAll
    static void startKafka() {
        kafka = EmbeddedKafka.start(KafkaSettings.temporary());
    }

    @AfterAll
    static void closeKafka() {
        kafka.close();
    }

    @Test
    void makesTopicsWithTheirSettingsAndBringsExistingOnesUpToDate() throws Exception {
        // Given
        kafka.createTopics(List.of(topic("states", 6, Map.of("cleanup.policy", "compact", "segment.ms", "3600000"))));

        // When
        kafka.createTopics(
                List.of(topic("states", 6, Map.of("cleanup.policy", "compact", "min.compaction.lag.ms", "5"))));

        // Then
        Config config = configOf("states");
        assertThat(config.get("cleanup.policy").value()).isEqualTo("compact");
        assertThat(config.get("min.compaction.lag.ms").value()).isEqualTo("5");
        assertThat(config.get("segment.ms").value()).isEqualTo("604800000");
        assertThat(partitionsOf("states")).isEqualTo(6);
    }

    @Test
    void refusesToChangeTheNumberOfPartitions() {
        kafka.createTopics(List.of(topic("ordered", 2, Map.of())));

        assertThatThrownBy(() -> kafka.createTopics(List.of(topic("ordered", 3, Map.of()))))
                .isInstanceOf(EmbeddedServerException.class)
                .hasMessageContaining("Topic ordered has 2 partitions where 3 are asked for");
    }

    @Test
    void makesTopicsAnewEmptyAndUnderOtherIds() throws Exception {
        // Given
        List<NewTopic> topics = List.of(topic("renewed", 1, Map.of()));
        kafka.createTopics(topics);
        send(kafka, "renewed", "old");
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            Uuid before = idOf(admin, "renewed");

            // When
            new TopicSetup(admin).renew(topics);

            // Then
            assertThat(idOf(admin, "renewed")).isNotEqualTo(before);
        }
        send(kafka, "renewed", "new");
        assertThat(read(kafka, "renewed")).containsExactly("new");
    }

    @Test
    void sendsTheClientsOfADetourWhereItSays(@TempDir Path directory) throws Exception {
        int port = Ports.free();
        int detour = Ports.free();
        KafkaSettings settings = new KafkaSettings(directory, port, List.of(new KafkaSettings.Detour(detour, port)));
        try (EmbeddedKafka broker = EmbeddedKafka.start(settings);
                Admin admin = Admin.create(Map.of("bootstrap.servers", "127.0.0.1:" + detour))) {
            assertThat(admin.describeCluster().nodes().get())
                    .extracting(Node::port)
                    .containsExactly(broker.port());
        }
    }

    @Test
    void makesNoTopicByUse() {
        try (KafkaProducer<String, String> producer = producer(kafka)) {
            assertThatThrownBy(() -> producer.send(new ProducerRecord<>("nobody-made-it", "key", "value"))
                            .get())
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(TimeoutException.class);
        }
    }

    @Test
    void keepsItsRecordsAndPortOverARestart(@TempDir Path directory) throws Exception {
        try (EmbeddedKafka durable = EmbeddedKafka.start(new KafkaSettings(directory, 0))) {
            // Given
            String before = durable.bootstrapServers();
            durable.createTopics(List.of(topic("kept", 1, Map.of())));
            send(durable, "kept", "first");

            // When
            durable.restart();

            // Then
            assertThat(durable.bootstrapServers()).isEqualTo(before);
            assertThat(read(durable, "kept")).containsExactly("first");
        }
    }

    @Test
    void saysInOneSentenceThatThePortIsTaken(@TempDir Path directory) throws IOException {
        try (ServerSocket other = new ServerSocket()) {
            other.bind(new InetSocketAddress(Ports.loopback(), 0));

            assertThatThrownBy(() -> EmbeddedKafka.start(new KafkaSettings(directory, other.getLocalPort())))
                    .isInstanceOf(EmbeddedServerException.class)
                    .hasMessageContaining("Port " + other.getLocalPort() + " on 127.0.0.1, needed for Kafka, is taken");
        }
    }

    @Test
    void recoversWhatTheKilledBrokerHadAcknowledged(@TempDir Path directory) throws Exception {
        // Given
        int port = Ports.free();
        Process other =
                OtherJvm.start(EmbeddedServersMain.class, List.of(directory.toString(), "" + port, "" + Ports.free()));
        assertThat(other.inputReader().readLine()).isEqualTo(EmbeddedServersMain.READY);
        String bootstrapServers = "127.0.0.1:" + port;
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            new TopicSetup(admin).apply(List.of(topic("kept", 1, Map.of())));
        }
        send(bootstrapServers, "kept", "acknowledged");

        // When
        other.destroyForcibly().waitFor();

        // Then
        try (EmbeddedKafka next = EmbeddedKafka.start(new KafkaSettings(directory, port))) {
            assertThat(read(next, "kept")).containsExactly("acknowledged");
        }
    }

    @Test
    void readsTopicsWithTheirSettingsFromAProperties() {
        Properties properties = new Properties();
        properties.setProperty("trunkline.numbers.partitions", "6");
        properties.setProperty("trunkline.numbers.config.cleanup.policy", "delete");
        properties.setProperty("trunkline.users.partitions", "3");

        List<NewTopic> topics = TopicFile.parse(properties);

        assertThat(topics).extracting(NewTopic::name).containsExactly("trunkline.numbers", "trunkline.users");
        assertThat(topics.get(0).configs()).isEqualTo(Map.of("cleanup.policy", "delete"));
        assertThat(topics.get(0).numPartitions()).isEqualTo(6);
    }

    @Test
    void refusesATopicFileThatItDoesNotUnderstand() {
        Properties misspelt = new Properties();
        misspelt.setProperty("trunkline.numbers.partition", "6");
        Properties incomplete = new Properties();
        incomplete.setProperty("trunkline.numbers.config.cleanup.policy", "compact");

        assertThatThrownBy(() -> TopicFile.parse(misspelt))
                .hasMessageContaining("trunkline.numbers.partition is neither");
        assertThatThrownBy(() -> TopicFile.parse(incomplete))
                .hasMessageContaining("trunkline.numbers.partitions is missing");
    }

    private static NewTopic topic(String name, int partitions, Map<String, String> config) {
        return new NewTopic(name, partitions, (short) 1).configs(config);
    }

    private static Config configOf(String topic) throws Exception {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            return admin.describeConfigs(List.of(resource)).all().get().get(resource);
        }
    }

    private static int partitionsOf(String topic) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            return admin.describeTopics(List.of(topic))
                    .allTopicNames()
                    .get()
                    .get(topic)
                    .partitions()
                    .size();
        }
    }

    private static KafkaProducer<String, String> producer(EmbeddedKafka broker) {
        return producer(broker.bootstrapServers());
    }

    private static KafkaProducer<String, String> producer(String bootstrapServers) {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "max.block.ms", "2000", "acks", "all"),
                new StringSerializer(),
                new StringSerializer());
    }

    private static void send(EmbeddedKafka broker, String topic, String value) throws Exception {
        send(broker.bootstrapServers(), topic, value);
    }

    private static void send(String bootstrapServers, String topic, String value) throws Exception {
        try (KafkaProducer<String, String> producer = producer(bootstrapServers)) {
            producer.send(new ProducerRecord<>(topic, "key", value)).get(10, TimeUnit.SECONDS);
        }
    }

    private static List<String> read(EmbeddedKafka broker, String topic) {
        Map<String, Object> configuration = Map.of(
                "bootstrap.servers", broker.bootstrapServers(), ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(configuration, new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(Set.of(new TopicPartition(topic, 0)));
            List<ConsumerRecord<String, String>> records =
                    consumer.poll(Duration.ofSeconds(20)).records(new TopicPartition(topic, 0));
            return records.stream().map(ConsumerRecord::value).toList();
        }
    }

    private static Uuid idOf(Admin admin, String topic) throws Exception {
        return admin.describeTopics(List.of(topic)).allTopicNames().get().values().stream()
                .map(TopicDescription::topicId)
                .findFirst()
                .orElseThrow();
    }
}
