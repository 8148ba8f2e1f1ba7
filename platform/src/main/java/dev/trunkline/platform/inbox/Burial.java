package dev.trunkline.platform.inbox;

import dev.trunkline.contracts.event.Topic;
import dev.trunkline.platform.deadletter.DeadLetter;
import dev.trunkline.platform.deadletter.DeadLetters;
import dev.trunkline.platform.deadletter.MaskedText;
import dev.trunkline.platform.event.EventAttributes;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Sets the events at fault aside, in the transaction that applies the rest of their batch. */
final class Burial {

    private static final Logger LOG = Logger.getLogger(Burial.class);
    private static final Set<String> STATE_TOPICS = Arrays.stream(Topic.values())
            .filter(topic -> topic.kind() == Topic.Kind.STATE)
            .map(Topic::topicName)
            .collect(Collectors.toUnmodifiableSet());

    private final Connection connection;
    private final KeyMarks marks;
    private final Batch batch;
    private final PoisonRate rate;
    private final Tally tally;

    Burial(Connection connection, KeyMarks marks, Batch batch, PoisonRate rate, Tally tally) {
        this.connection = connection;
        this.marks = marks;
        this.batch = batch;
        this.rate = rate;
        this.tally = tally;
    }

    /**
     * Keeps the record as a dead letter; the key of a state is unreliable from now on.
     *
     * @throws TooMuchPoisonException when it would be too many within a minute
     */
    void bury(Delivery delivery, Exception failure) throws SQLException {
        if (!rate.allows(tally.dead + 1)) {
            throw new TooMuchPoisonException(rate.perMinute(), failure);
        }
        DeadLetter letter = letter(delivery, failure);
        if (DeadLetters.add(connection, letter)) {
            tally.dead++;
        }
        if (STATE_TOPICS.contains(letter.topic())) {
            marks.mark(letter.topic(), letter.recordKey(), letter.revision());
        }
        LOG.errorf(
                "alarm=dead-letter topic=%s partition=%d offset=%d eventType=%s error=%s",
                letter.topic(), letter.partition(), letter.offset(), letter.eventType(), letter.error());
    }

    private DeadLetter letter(Delivery delivery, Exception failure) {
        ConsumerRecord<byte[], byte[]> kafka = delivery.record();
        Map<String, String> headers = DeadLetter.textOf(kafka.headers());
        Batch.Progress progress = batch.progressOf(new TopicPartition(kafka.topic(), kafka.partition()));
        Long revision = parsed(headers.get(EventAttributes.REVISION), Long::valueOf);
        return new DeadLetter(
                kafka.topic(),
                progress.topicId(),
                kafka.partition(),
                kafka.offset(),
                delivery.recordKey(),
                parsed(headers.get(EventAttributes.ID), UUID::fromString),
                headers.get(EventAttributes.TYPE),
                parsed(headers.get(EventAttributes.TENANT_ID), UUID::fromString),
                revision == null ? 0 : revision,
                headers,
                kafka.value(),
                MaskedText.of(failure),
                delivery.eventId() != null);
    }

    /** The headers may be what is broken. */
    private static <T> @Nullable T parsed(@Nullable String text, Function<String, T> parse) {
        if (text == null) {
            return null;
        }
        try {
            return parse.apply(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
