package dev.trunkline.number;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import dev.trunkline.contracts.ContractJson;
import dev.trunkline.contracts.Ids;
import dev.trunkline.contracts.event.Event;
import dev.trunkline.contracts.event.EventType;
import dev.trunkline.contracts.event.Topic;
import dev.trunkline.embedded.quarkus.TrunklineTestServers;
import dev.trunkline.platform.event.EventAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Plays operator-service and tenant-service on the real broker: says what they would say and hears what they would hear. */
public final class Neighbours {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Queue<Event> EMPTY = new ConcurrentLinkedQueue<>();
    private static final Neighbours INSTANCE = new Neighbours();

    private final KafkaProducer<byte[], byte[]> producer;
    private final Queue<Heard> heard = new ConcurrentLinkedQueue<>();

    /** By kind: tests wait for few of the many. */
    private final Map<Class<?>, Queue<Event>> byType = new ConcurrentHashMap<>();

    /** An event with what travelled beside it. */
    public record Heard(Event event, EventAttributes attributes) {}

    private Neighbours() {
        String servers = TrunklineTestServers.kafka().bootstrapServers();
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", servers, "linger.ms", "0"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        Thread ears = new Thread(() -> listen(servers), "neighbours");
        ears.setDaemon(true);
        ears.start();
    }

    /** Publishes an event with an id of its own and waits for the broker. */
    public static UUID say(Event event) {
        UUID id = Ids.next();
        say(id, event);
        return id;
    }

    /** Publishes an event under the given id, for example a repeat. */
    public static void say(UUID id, Event event) {
        INSTANCE.send(id, event, null, null);
    }

    /** Publishes an event that follows from a request and belongs to a trace. */
    public static UUID say(Event event, String correlationId, String traceparent) {
        UUID id = Ids.next();
        INSTANCE.send(id, event, correlationId, traceparent);
        return id;
    }

    /** Everything that was heard so far and follows from the event of that id. */
    public static List<Heard> consequencesOf(UUID cause) {
        return INSTANCE.heard.stream()
                .filter(each -> cause.toString().equals(each.attributes().causationId()))
                .toList();
    }

    /** Waits until an event of the type that meets the condition was heard. */
    public static <E extends Event> E hear(Class<E> type, Predicate<E> condition) {
        return await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> all(type, condition), found -> !found.isEmpty())
                .get(0);
    }

    /** Waits until so many events of the type that meet the condition were heard. */
    public static <E extends Event> List<E> hear(int count, Class<E> type, Predicate<E> condition) {
        return await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> all(type, condition), found -> found.size() >= count);
    }

    /** What was heard so far. */
    public static <E extends Event> List<E> all(Class<E> type, Predicate<E> condition) {
        return INSTANCE.byType.getOrDefault(type, EMPTY).stream()
                .map(type::cast)
                .filter(condition)
                .toList();
    }

    private void send(UUID id, Event event, String correlationId, String traceparent) {
        try {
            EventAttributes attributes = new EventAttributes(
                    id,
                    "/test",
                    event.type().typeName(),
                    event.subject(),
                    Instant.now(),
                    event.type().dataSchema(),
                    event.tenantId(),
                    event.revision(),
                    correlationId,
                    null,
                    traceparent);
            producer.send(new ProducerRecord<>(
                            event.type().topic().topicName(),
                            null,
                            null,
                            event.recordKey().getBytes(UTF_8),
                            ContractJson.mapper().writeValueAsBytes(event),
                            attributes.toHeaders()))
                    .get();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private void listen(String servers) {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", servers, "auto.offset.reset", "earliest"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = new ArrayList<>();
            for (Topic topic : List.of(Topic.NUMBERS, Topic.DELIVERY_RESULTS, Topic.REMOVALS)) {
                consumer.partitionsFor(topic.topicName())
                        .forEach(info -> partitions.add(new TopicPartition(info.topic(), info.partition())));
            }
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (!Thread.interrupted()) {
                for (ConsumerRecord<byte[], byte[]> each : consumer.poll(Duration.ofMillis(200))) {
                    read(each);
                }
            }
        }
    }

    private void read(ConsumerRecord<byte[], byte[]> each) {
        try {
            EventAttributes attributes = EventAttributes.of(each.headers());
            EventType type = EventType.ofTypeName(attributes.type()).orElseThrow();
            Event event = ContractJson.mapper().readValue(each.value(), type.payload());
            heard.add(new Heard(event, attributes));
            byType.computeIfAbsent(event.getClass(), any -> new ConcurrentLinkedQueue<>())
                    .add(event);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
