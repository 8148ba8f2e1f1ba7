package dev.trunkline.platform.messaging;

import dev.trunkline.contracts.event.Topic;
import dev.trunkline.embedded.EmbeddedKafka;
import dev.trunkline.embedded.JvmServers;
import dev.trunkline.embedded.TopicFile;
import dev.trunkline.platform.event.KafkaConnection;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.awaitility.Awaitility;

/** The product's topics on the broker that the tests of one JVM share. */
public final class TestTopics {

    private static final EmbeddedKafka SERVER = JvmServers.kafka();

    static {
        SERVER.createTopics(TopicFile.fromClassPath());
    }

    private TestTopics() {}

    public static EmbeddedKafka server() {
        return SERVER;
    }

    public static KafkaConnection connection(Map<String, String> settings) {
        return new KafkaConnection(SERVER.bootstrapServers(), settings);
    }

    public static Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", SERVER.bootstrapServers()));
    }

    public static UUID idOf(Topic topic) {
        try (Admin admin = admin()) {
            Uuid id = describe(admin, List.of(topic.topicName()))
                    .get(topic.topicName())
                    .topicId();
            return new UUID(id.getMostSignificantBits(), id.getLeastSignificantBits());
        }
    }

    /** Lets the database begin behind everything that other tests have left in the topics. */
    public static void beginAtTheEnd(TestDatabase database) {
        try (Admin admin = admin()) {
            List<String> names =
                    Arrays.stream(Topic.values()).map(Topic::topicName).toList();
            Map<TopicPartition, UUID> ids = new HashMap<>();
            describe(admin, names).forEach((name, topic) -> topic.partitions()
                    .forEach(partition -> ids.put(
                            new TopicPartition(name, partition.partition()),
                            new UUID(
                                    topic.topicId().getMostSignificantBits(),
                                    topic.topicId().getLeastSignificantBits()))));
            StringBuilder rows = new StringBuilder();
            ends(admin, ids.keySet()).forEach((partition, end) -> rows.append(rows.isEmpty() ? "" : ", ")
                    .append("('%s', '%s', %d, %d)"
                            .formatted(ids.get(partition), partition.topic(), partition.partition(), end)));
            database.execute("insert into inbox_position (topic_id, topic, partition, next_offset) values " + rows);
        }
    }

    /** Tells the broker that a group has read a topic up to there; for the inbox that must mean nothing. */
    public static void commit(String group, Topic topic, long offset) {
        try (Admin admin = admin()) {
            Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
            describe(admin, List.of(topic.topicName()))
                    .get(topic.topicName())
                    .partitions()
                    .forEach(partition -> offsets.put(
                            new TopicPartition(topic.topicName(), partition.partition()),
                            new OffsetAndMetadata(offset)));
            admin.alterConsumerGroupOffsets(group, offsets).all().get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Deletes a topic and makes it again, empty. */
    public static void makeAnew(Topic topic) {
        try (Admin admin = admin()) {
            int partitions = describe(admin, List.of(topic.topicName()))
                    .get(topic.topicName())
                    .partitions()
                    .size();
            admin.deleteTopics(List.of(topic.topicName())).all().get();
            Awaitility.await()
                    .ignoreExceptions()
                    .until(() -> admin.createTopics(List.of(new NewTopic(topic.topicName(), partitions, (short) 1)))
                                    .all()
                                    .get()
                            == null);
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** How many records a topic has ever had. */
    public static long totalEnd(Topic topic) {
        try (Admin admin = admin()) {
            List<TopicPartition> partitions = describe(admin, List.of(topic.topicName())).values().stream()
                    .flatMap(described -> described.partitions().stream())
                    .map(partition -> new TopicPartition(topic.topicName(), partition.partition()))
                    .toList();
            return ends(admin, partitions).values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
        }
    }

    public static Map<TopicPartition, Long> ends(Admin admin, Collection<TopicPartition> partitions) {
        Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
        partitions.forEach(partition -> latest.put(partition, OffsetSpec.latest()));
        try {
            Map<TopicPartition, Long> ends = new HashMap<>();
            admin.listOffsets(latest).all().get().forEach((partition, end) -> ends.put(partition, end.offset()));
            return ends;
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, TopicDescription> describe(Admin admin, Collection<String> names) {
        try {
            return admin.describeTopics(names).allTopicNames().get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}
