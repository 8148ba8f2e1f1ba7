package dev.trunkline.operator;

import dev.trunkline.contracts.ContractJson;
import dev.trunkline.contracts.event.Event;
import dev.trunkline.contracts.event.EventType;
import dev.trunkline.embedded.quarkus.TrunklineTestServers;
import dev.trunkline.platform.event.EventAttributes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Speaks for tenant-service and number-service, and hears what the operator service says. */
public final class OtherServices {

    private static final KafkaProducer<byte[], byte[]> PRODUCER = producer();
    private static final List<Event> HEARD = new CopyOnWriteArrayList<>();

    static {
        Thread listener = new Thread(OtherServices::listen, "other-services");
        listener.setDaemon(true);
        listener.start();
    }

    private OtherServices() {}

    /** Says something, once; it is in Kafka when this returns. */
    public static void say(Event event) {
        sayAs(UUID.randomUUID(), event);
    }

    /** Says something under an event id: the same for a repeat. */
    public static void sayAs(UUID eventId, Event event) {
        EventAttributes attributes = new EventAttributes(
                eventId,
                "/trunkline/test",
                event.type().typeName(),
                event.subject(),
                Instant.now(),
                event.type().dataSchema(),
                event.tenantId(),
                event.revision(),
                null,
                null,
                null);
        sayRaw(event.type(), event.recordKey(), bytes(event), attributes);
    }

    /** Says something that may be no event at all. */
    public static void sayRaw(EventType type, String key, byte[] body, EventAttributes attributes) {
        try {
            PRODUCER.send(new ProducerRecord<>(
                            type.topic().topicName(),
                            null,
                            key.getBytes(StandardCharsets.UTF_8),
                            body,
                            attributes.toHeaders()))
                    .get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What the operator service has said so far, of one type, in the order of each key. */
    public static <E extends Event> List<E> heard(Class<E> type) {
        return HEARD.stream().filter(type::isInstance).map(type::cast).toList();
    }

    private static byte[] bytes(Event event) {
        try {
            return ContractJson.mapper().writeValueAsBytes(event);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KafkaProducer<byte[], byte[]> producer() {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", TrunklineTestServers.kafka().bootstrapServers(), "linger.ms", 0),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    private static void listen() {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers", TrunklineTestServers.kafka().bootstrapServers(), "auto.offset.reset", "earliest");
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = new ArrayList<>();
            for (String topic : List.of("trunkline.deliveries", "trunkline.operators")) {
                for (PartitionInfo partition : consumer.partitionsFor(topic)) {
                    partitions.add(new TopicPartition(topic, partition.partition()));
                }
            }
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (!Thread.currentThread().isInterrupted()) {
                consumer.poll(Duration.ofMillis(200)).forEach(OtherServices::hear);
            }
        }
    }

    private static void hear(ConsumerRecord<byte[], byte[]> message) {
        Header type = message.headers().lastHeader(EventAttributes.TYPE);
        EventType.ofTypeName(new String(type.value(), StandardCharsets.UTF_8)).ifPresent(known -> {
            try {
                HEARD.add(ContractJson.mapper().readValue(message.value(), known.payload()));
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
    }
}
