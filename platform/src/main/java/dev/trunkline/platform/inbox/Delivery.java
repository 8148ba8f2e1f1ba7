package dev.trunkline.platform.inbox;

import dev.trunkline.platform.inbox.EventReader.Reading;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** A record and what it turned out to be. */
record Delivery(ConsumerRecord<byte[], byte[]> record, String recordKey, Reading reading) {

    TopicPartition partition() {
        return new TopicPartition(record.topic(), record.partition());
    }

    int rows() {
        return reading instanceof Reading.Understood understood ? understood.rows() : 1;
    }

    @Nullable
    UUID eventId() {
        return reading instanceof Reading.Understood understood
                ? understood.event().id()
                : null;
    }
}
