package dev.trunkline.embedded;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;

/** Brings the topics of a broker to what is asked for; doing it twice changes nothing. */
final class TopicSetup {
    private static final long TIMEOUT_SECONDS = 30;
    private static final long POLL_MILLIS = 20;

    private final Admin admin;

    TopicSetup(Admin admin) {
        this.admin = admin;
    }

    void apply(Collection<NewTopic> topics) {
        Set<String> present = await(admin.listTopics().names());
        List<NewTopic> missing =
                topics.stream().filter(topic -> !present.contains(topic.name())).toList();
        await(admin.createTopics(missing).all());
        awaitLeaders(missing);
        List<NewTopic> existing =
                topics.stream().filter(topic -> present.contains(topic.name())).toList();
        if (!existing.isEmpty()) {
            requireSamePartitions(existing);
            update(existing);
        }
    }

    /** Makes the topics anew, empty and under new ids. */
    void renew(Collection<NewTopic> topics) {
        Set<String> present = await(admin.listTopics().names());
        List<String> old =
                topics.stream().map(NewTopic::name).filter(present::contains).toList();
        await(admin.deleteTopics(old).all());
        await(admin.createTopics(topics).all());
        awaitLeaders(List.copyOf(topics));
    }

    private void requireSamePartitions(List<NewTopic> topics) {
        Map<String, TopicDescription> descriptions =
                await(admin.describeTopics(topics.stream().map(NewTopic::name).toList())
                        .allTopicNames());
        for (NewTopic topic : topics) {
            TopicDescription description = descriptions.get(topic.name());
            int has = description == null ? 0 : description.partitions().size();
            if (topic.numPartitions() > 0 && has != topic.numPartitions()) {
                throw new EmbeddedServerException(
                        "Topic " + topic.name() + " has " + has + " partitions where "
                                + topic.numPartitions()
                                + " are asked for; changing them would break the order per key, so begin anew with fresh data.");
            }
        }
    }

    private void update(List<NewTopic> topics) {
        List<ConfigResource> resources =
                topics.stream().map(topic -> resource(topic.name())).toList();
        Map<ConfigResource, Config> current =
                await(admin.describeConfigs(resources).all());
        Map<ConfigResource, Collection<AlterConfigOp>> changes = new HashMap<>();
        for (NewTopic topic : topics) {
            Map<String, String> wanted = topic.configs() == null ? Map.of() : topic.configs();
            List<AlterConfigOp> operations = new ArrayList<>();
            wanted.forEach((key, value) ->
                    operations.add(new AlterConfigOp(new ConfigEntry(key, value), AlterConfigOp.OpType.SET)));
            Config config = current.get(resource(topic.name()));
            if (config != null) {
                config.entries().stream()
                        .filter(entry -> entry.source() == ConfigEntry.ConfigSource.DYNAMIC_TOPIC_CONFIG)
                        .filter(entry -> !wanted.containsKey(entry.name()))
                        .forEach(entry -> operations.add(
                                new AlterConfigOp(new ConfigEntry(entry.name(), null), AlterConfigOp.OpType.DELETE)));
            }
            if (!operations.isEmpty()) {
                changes.put(resource(topic.name()), operations);
            }
        }
        await(admin.incrementalAlterConfigs(changes).all());
    }

    /** A topic is made before every partition of it has a leader; a producer that came first would have to retry. */
    private void awaitLeaders(List<NewTopic> topics) {
        List<String> names = topics.stream().map(NewTopic::name).toList();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(TIMEOUT_SECONDS);
        while (!allLed(names)) {
            if (System.nanoTime() > deadline) {
                throw new EmbeddedServerException("The new topics had no leaders within " + TIMEOUT_SECONDS + " s.");
            }
            try {
                TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new EmbeddedServerException("Interrupted while making topics.", interrupted);
            }
        }
    }

    private boolean allLed(List<String> names) {
        return admin.describeTopics(names).topicNameValues().values().stream().allMatch(TopicSetup::isLed);
    }

    private static boolean isLed(KafkaFuture<TopicDescription> future) {
        try {
            return future.get(TIMEOUT_SECONDS, TimeUnit.SECONDS).partitions().stream()
                    .allMatch(partition ->
                            partition.leader() != null && !partition.leader().isEmpty());
        } catch (ExecutionException unknownYet) {
            return false;
        } catch (Exception failed) {
            throw new EmbeddedServerException("Kafka did not describe its topics.", failed);
        }
    }

    private static ConfigResource resource(String topic) {
        return new ConfigResource(ConfigResource.Type.TOPIC, topic);
    }

    private static <T> T await(KafkaFuture<T> future) {
        try {
            return future.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException failed) {
            throw new EmbeddedServerException("Kafka refused: " + String.valueOf(failed.getCause()), failed);
        } catch (Exception failed) {
            throw new EmbeddedServerException("Kafka did not answer within " + TIMEOUT_SECONDS + " s.", failed);
        }
    }
}
