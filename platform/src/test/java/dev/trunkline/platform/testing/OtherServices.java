package dev.trunkline.platform.testing;

import dev.trunkline.contracts.ContractJson;
import dev.trunkline.contracts.Ids;
import dev.trunkline.contracts.event.Event;
import dev.trunkline.embedded.quarkus.TrunklineTestServers;
import dev.trunkline.platform.event.EventAttributes;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** The other services, as far as a service knows them: by the events that they publish. */
public final class OtherServices implements AutoCloseable {

    private final KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
            Map.of("bootstrap.servers", TrunklineTestServers.kafka().bootstrapServers(), "acks", "all", "linger.ms", 0),
            new StringSerializer(),
            new ByteArraySerializer());

    /** Publishes events in their order and returns when the broker has them all. */
    public void publish(Event... events) {
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        for (Event event : events) {
            sent.add(producer.send(record(Ids.next(), event)));
        }
        sent.forEach(OtherServices::await);
    }

    /** Publishes an event under a given id, for example a second time. */
    public void publish(UUID eventId, Event event) {
        await(producer.send(record(eventId, event)));
    }

    private static ProducerRecord<String, byte[]> record(UUID eventId, Event event) {
        EventAttributes attributes = new EventAttributes(
                eventId,
                "/another-service",
                event.type().typeName(),
                event.subject(),
                Instant.now(),
                event.type().dataSchema(),
                event.tenantId(),
                event.revision(),
                "test-" + eventId,
                null,
                null);
        try {
            return new ProducerRecord<>(
                    event.type().topic().topicName(),
                    null,
                    event.recordKey(),
                    ContractJson.mapper().writeValueAsBytes(event),
                    attributes.toHeaders());
        } catch (IOException e) {
            throw new AssertionError("an event can be written", e);
        }
    }

    private static void await(Future<RecordMetadata> sent) {
        try {
            sent.get();
        } catch (ExecutionException e) {
            throw new AssertionError("the broker did not take the event", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
