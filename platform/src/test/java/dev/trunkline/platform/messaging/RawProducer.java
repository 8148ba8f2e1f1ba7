package dev.trunkline.platform.messaging;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.trunkline.contracts.ContractJson;
import dev.trunkline.contracts.event.Event;
import dev.trunkline.platform.event.EventAttributes;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Sends what a test wants to be delivered: repeats, old states, garbage. */
public final class RawProducer implements AutoCloseable {

    private final KafkaProducer<byte[], byte[]> producer;

    public RawProducer() {
        this(TestTopics.server().bootstrapServers());
    }

    public RawProducer(String bootstrapServers) {
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "linger.ms", 0),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    public UUID send(Event event) {
        return send(event, UUID.randomUUID());
    }

    public UUID send(Event event, UUID id) {
        try {
            send(
                    event.type().topic().topicName(),
                    event.recordKey(),
                    attributes(event, id).toHeaders(),
                    ContractJson.mapper().writeValueAsBytes(event));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
        return id;
    }

    /** The right attributes, but a body that is none. */
    public UUID sendBroken(Event event, String body) {
        UUID id = UUID.randomUUID();
        send(
                event.type().topic().topicName(),
                event.recordKey(),
                attributes(event, id).toHeaders(),
                body.getBytes(StandardCharsets.UTF_8));
        return id;
    }

    public RecordMetadata send(String topic, String key, Headers headers, byte[] body) {
        try {
            return producer.send(new ProducerRecord<>(topic, null, key.getBytes(StandardCharsets.UTF_8), body, headers))
                    .get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    public static EventAttributes attributes(Event event, UUID id) {
        return new EventAttributes(
                id,
                "/trunkline/test",
                event.type().typeName(),
                event.subject(),
                Instant.parse("2026-11-22T08:00:00Z"),
                event.type().dataSchema(),
                event.tenantId(),
                event.revision(),
                "correlation-1",
                null,
                null);
    }

    @Override
    public void close() {
        producer.close();
    }
}
