package dev.trunkline.platform.inbox;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.apache.kafka.common.TopicPartition;

/**
 * What one transaction applies: deliveries in the order of their offsets per partition.
 *
 * @param progress how far it takes each of its partitions
 */
record Batch(List<Delivery> deliveries, Map<TopicPartition, Progress> progress) {

    Batch {
        deliveries = List.copyOf(deliveries);
        progress = Map.copyOf(progress);
    }

    Progress progressOf(TopicPartition partition) {
        return Objects.requireNonNull(progress.get(partition));
    }

    /**
     * A step in a partition.
     *
     * @param from the stored position that it builds on
     * @param next the position after it
     */
    record Progress(UUID topicId, long from, long next) {}
}
