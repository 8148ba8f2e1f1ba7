package dev.trunkline.platform.testing;

import dev.trunkline.contracts.ContractJson;
import dev.trunkline.contracts.event.Event;
import dev.trunkline.contracts.event.EventType;
import dev.trunkline.contracts.event.Topic;
import dev.trunkline.embedded.quarkus.TrunklineTestServers;
import dev.trunkline.platform.event.EventAttributes;
import dev.trunkline.platform.event.MalformedEventException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.awaitility.Awaitility;

/**
 * What was published on some topics since this was made, read as another service would. Not for use by several threads.
 *
 * <pre>{@code
 * try (PublishedEvents published = PublishedEvents.from(Topic.NUMBERS)) {
 *     // When …
 *     NumbersAssigned assigned = published.await(NumbersAssigned.class, event -> event.tenantId().equals(tenant));
 * }
 * }</pre>
 */
public final class PublishedEvents implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** An event with what came beside it. */
    public record Published(EventAttributes attributes, Event event) {}

    private final KafkaConsumer<String, byte[]> consumer;
    private final List<Published> seen = new ArrayList<>();

    private PublishedEvents(KafkaConsumer<String, byte[]> consumer) {
        this.consumer = consumer;
    }

    /** Begins at the present ends of the topics. */
    public static PublishedEvents from(Topic... topics) {
        KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", TrunklineTestServers.kafka().bootstrapServers()),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = Arrays.stream(topics)
                .flatMap(topic -> consumer.partitionsFor(topic.topicName()).stream())
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
        return new PublishedEvents(consumer);
    }

    /** Waits for the first event of this kind and takes it out, so that the next call finds the next one. */
    public <E extends Event> E await(Class<E> type, Predicate<? super E> wanted) {
        return type.cast(awaitPublished(type, wanted).event());
    }

    /** Like {@link #await(Class, Predicate)}, with the attributes. */
    public <E extends Event> Published awaitPublished(Class<E> type, Predicate<? super E> wanted) {
        Published found = Awaitility.await(type.getSimpleName())
                .atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(10))
                .pollInSameThread()
                .until(() -> find(type, wanted), Optional::isPresent)
                .orElseThrow();
        seen.remove(found);
        return found;
    }

    /** All that was published up to now and not taken out. */
    public List<Published> untilNow() {
        Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
        Awaitility.await()
                .atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(10))
                .pollInSameThread()
                .until(() -> {
                    poll();
                    return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
                });
        return List.copyOf(seen);
    }

    private <E extends Event> Optional<Published> find(Class<E> type, Predicate<? super E> wanted) {
        poll();
        return seen.stream()
                .filter(published -> type.isInstance(published.event()) && wanted.test(type.cast(published.event())))
                .findFirst();
    }

    private void poll() {
        consumer.poll(Duration.ofMillis(50)).forEach(record -> seen.add(read(record)));
    }

    private static Published read(ConsumerRecord<String, byte[]> record) {
        try {
            EventAttributes attributes = EventAttributes.of(record.headers());
            EventType type = EventType.ofTypeName(attributes.type()).orElseThrow();
            return new Published(attributes, ContractJson.mapper().readValue(record.value(), type.payload()));
        } catch (MalformedEventException | IOException e) {
            throw new AssertionError("a record that is no event of the contracts: " + record.topic(), e);
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
