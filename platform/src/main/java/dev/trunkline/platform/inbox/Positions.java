package dev.trunkline.platform.inbox;

import dev.trunkline.platform.background.Transactions;
import dev.trunkline.platform.inbox.Batch.Progress;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/**
 * Where the assigned partitions are read: always at the position in the database, whatever the broker thinks was committed. A partition
 * whose position is not known stays paused. For the consumer's thread only.
 */
final class Positions implements ConsumerRebalanceListener {

    private static final Logger LOG = Logger.getLogger(Positions.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final Consumer<byte[], byte[]> consumer;
    private final TopicIds topicIds;
    private final InboxStore store;
    private final Transactions transactions;
    private final InboxMetrics metrics;
    private final Map<TopicPartition, Place> placed = new HashMap<>();
    private final Set<TopicPartition> waiting = new HashSet<>();
    private boolean paused;

    /** Where a partition is read: the topic that its name meant then, and the stored position. */
    private record Place(UUID topicId, long next) {}

    Positions(
            Consumer<byte[], byte[]> consumer,
            TopicIds topicIds,
            InboxStore store,
            Transactions transactions,
            InboxMetrics metrics) {
        this.consumer = consumer;
        this.topicIds = topicIds;
        this.store = store;
        this.transactions = transactions;
        this.metrics = metrics;
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        await(partitions);
        try {
            place();
        } catch (SQLException | KafkaException e) {
            LOG.warnf("inbox=unpositioned partitions=%s cause=%s", partitions, e);
        }
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        partitions.forEach(placed::remove);
        waiting.removeAll(partitions);
        metrics.forget(partitions);
    }

    /** Pauses the partitions until their positions were read. Any offset will do for now, only none would make the poll fail. */
    private void await(Collection<TopicPartition> partitions) {
        consumer.pause(partitions);
        for (TopicPartition partition : partitions) {
            consumer.seek(partition, 0);
            placed.remove(partition);
            waiting.add(partition);
        }
    }

    boolean allPlaced() {
        return waiting.isEmpty();
    }

    Set<TopicPartition> placedPartitions() {
        return Set.copyOf(placed.keySet());
    }

    /** Reads the positions that are still waited for, seeks to them and lets the partitions flow. */
    void place() throws SQLException {
        if (waiting.isEmpty()) {
            return;
        }
        Map<String, UUID> ids = topicIds.of(topicsOf(waiting));
        List<TopicPartition> known =
                waiting.stream().filter(p -> ids.containsKey(p.topic())).toList();
        Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(known, TIMEOUT);
        for (TopicPartition partition : known) {
            UUID topicId = Objects.requireNonNull(ids.get(partition.topic()));
            long beginning = beginnings.getOrDefault(partition, 0L);
            long next = transactions.call(connection -> {
                store.begin(connection, topicId, partition, beginning);
                return Objects.requireNonNull(store.position(connection, topicId, partition.partition()));
            });
            consumer.seek(partition, next);
            placed.put(partition, new Place(topicId, next));
            waiting.remove(partition);
            if (!paused) {
                consumer.resume(List.of(partition));
            }
        }
    }

    boolean isPlaced(TopicPartition partition) {
        return placed.containsKey(partition);
    }

    /** The step from the stored position to {@code next}. */
    Progress progress(TopicPartition partition, long next) {
        Place place = Objects.requireNonNull(placed.get(partition));
        return new Progress(place.topicId(), place.next(), next);
    }

    void advance(Map<TopicPartition, Progress> progress) {
        progress.forEach((partition, step) -> placed.put(partition, new Place(step.topicId(), step.next())));
    }

    /** Drops what was polled but not applied: it is fetched again. */
    void rewind() {
        placed.forEach((partition, place) -> consumer.seek(partition, place.next()));
    }

    /** Another process has gone on with these: read where they are now. */
    void reread(Collection<TopicPartition> partitions) throws SQLException {
        metrics.repositioned("moved");
        await(partitions);
        place();
    }

    /** The broker no longer has, or does not have yet, what stands at the stored positions: begin with the earliest there is. */
    void beginAnew(Map<TopicPartition, Long> outOfRange) throws SQLException {
        Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(outOfRange.keySet(), TIMEOUT);
        for (Map.Entry<TopicPartition, Long> found : outOfRange.entrySet()) {
            TopicPartition partition = found.getKey();
            Place place = placed.get(partition);
            long beginning = beginnings.getOrDefault(partition, 0L);
            LOG.errorf(
                    "alarm=inbox-position-out-of-range partition=%s position=%d beginning=%d",
                    partition, found.getValue(), beginning);
            metrics.repositioned("out-of-range");
            if (place != null) {
                transactions.call(connection -> {
                    store.move(connection, place.topicId(), partition.partition(), place.next(), beginning);
                    return true;
                });
            }
        }
        await(outOfRange.keySet());
        place();
    }

    /** Looks whether a name means another topic now. Its records begin anew; repeats among them are known by their ids. */
    void checkTopics() throws SQLException {
        Map<String, UUID> ids = topicIds.of(topicsOf(placed.keySet()));
        List<TopicPartition> madeAnew = placed.entrySet().stream()
                .filter(entry -> {
                    UUID now = ids.get(entry.getKey().topic());
                    return now != null && !now.equals(entry.getValue().topicId());
                })
                .map(Map.Entry::getKey)
                .toList();
        if (!madeAnew.isEmpty()) {
            LOG.errorf("alarm=topic-made-anew partitions=%s", madeAnew);
            metrics.repositioned("new-topic");
            await(madeAnew);
            place();
        }
    }

    void pauseAll() {
        paused = true;
        consumer.pause(consumer.assignment());
    }

    void resumeAll() {
        paused = false;
        consumer.resume(placed.keySet());
    }

    boolean isPaused() {
        return paused;
    }

    private static Set<String> topicsOf(Collection<TopicPartition> partitions) {
        return partitions.stream().map(TopicPartition::topic).collect(Collectors.toSet());
    }
}
