package dev.trunkline.tenant;

import dev.trunkline.contracts.ContractJson;
import dev.trunkline.contracts.event.Event;
import dev.trunkline.contracts.event.EventType;
import dev.trunkline.contracts.event.Topic;
import dev.trunkline.embedded.quarkus.TrunklineTestServers;
import dev.trunkline.platform.testing.OtherServices;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.awaitility.Awaitility;

/** Plays the other services: says what they would say, and hears what this service tells them. */
public final class Kafka {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final OtherServices OTHERS = new OtherServices();
    private static final Map<Topic, Reader> READERS = new ConcurrentHashMap<>();

    private Kafka() {}

    /** Says the event as its owner would, under a new event id, and waits until the broker has it. */
    public static void say(Event event) {
        OTHERS.publish(event);
    }

    /** The same under an event id that may have been there before. */
    public static void say(UUID eventId, Event event) {
        OTHERS.publish(eventId, event);
    }

    /** All events of the type that are on its topic now, of one record key, oldest first. */
    public static <E extends Event> List<E> heard(EventType type, String recordKey, Class<E> payload) {
        List<E> heard = new ArrayList<>();
        for (ConsumerRecord<String, byte[]> message : everything(type.topic())) {
            byte[] typeName = message.headers().lastHeader("ce_type").value();
            if (recordKey.equals(message.key())
                    && type.typeName().equals(new String(typeName, StandardCharsets.UTF_8))) {
                heard.add(read(message.value(), payload));
            }
        }
        return heard;
    }

    /** The first event of the type and key that is as wanted, waited for. */
    public static <E extends Event> E await(EventType type, String recordKey, Class<E> payload, Predicate<E> wanted) {
        List<E> found = new ArrayList<>();
        Awaitility.await("event " + type).atMost(PATIENCE).until(() -> heard(type, recordKey, payload).stream()
                .filter(wanted)
                .findFirst()
                .map(found::add)
                .orElse(false));
        return found.get(0);
    }

    /** Everything that is on a topic now. */
    public static List<ConsumerRecord<String, byte[]>> everything(Topic topic) {
        return READERS.computeIfAbsent(topic, Reader::new).untilNow();
    }

    /** Reads a topic once in this JVM, and goes on from there whenever it is asked. */
    private static final class Reader {

        private final KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", servers(), "enable.auto.commit", false),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        private final List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();

        Reader(Topic topic) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic.topicName()).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
        }

        synchronized List<ConsumerRecord<String, byte[]>> untilNow() {
            Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            }
            return List.copyOf(records);
        }
    }

    private static <E extends Event> E read(byte[] json, Class<E> payload) {
        try {
            return ContractJson.mapper().readValue(json, payload);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String servers() {
        return TrunklineTestServers.kafka().bootstrapServers();
    }
}
