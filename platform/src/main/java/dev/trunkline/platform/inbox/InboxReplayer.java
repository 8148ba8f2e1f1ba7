package dev.trunkline.platform.inbox;

import dev.trunkline.platform.deadletter.DeadLetter;
import dev.trunkline.platform.deadletter.Replayer;
import dev.trunkline.platform.event.MalformedEventException;
import dev.trunkline.platform.inbox.EventReader.Reading;
import dev.trunkline.platform.outbox.OutboxStore;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.record.TimestampType;

/** Gives a dead letter to its handler, alone. The handler's guard by revision holds against what was applied since. */
final class InboxReplayer implements Replayer {

    private final EventReader reader;
    private final OutboxStore outbox;
    private final InboxTracing tracing;
    private final InboxStore store = new InboxStore();

    InboxReplayer(Iterable<EventsHandler> handlers, OutboxStore outbox, InboxTracing tracing) {
        this.reader = new EventReader(new Handlers(handlers));
        this.outbox = outbox;
        this.tracing = tracing;
    }

    @Override
    public BitSet replay(Connection connection, DeadLetter letter) throws SQLException, MalformedEventException {
        Headers headers = letter.recordHeaders();
        Reading reading = reader.read(letter.topic(), letter.recordKey(), headers, letter.payload());
        if (reading instanceof Reading.Unreadable unreadable) {
            throw unreadable.cause();
        }
        if (!(reading instanceof Reading.Understood understood)) {
            throw new MalformedEventException("no handler of this service takes " + letter.eventType());
        }
        List<UUID> id = List.of(understood.event().id());
        if (!letter.eventRecorded() && store.addEvents(connection, id).isEmpty()) {
            return new BitSet();
        }
        BatchTransaction transaction = new BatchTransaction(connection, outbox, new Tally());
        new HandlerTurn(understood.handler(), transaction, new KeyMarks(connection, true), tracing)
                .apply(List.of(delivery(letter, headers, reading)));
        return transaction.appendedLanes();
    }

    private static Delivery delivery(DeadLetter letter, Headers headers, Reading reading) {
        byte[] key = letter.recordKey().getBytes(StandardCharsets.UTF_8);
        ConsumerRecord<byte[], byte[]> kafka = new ConsumerRecord<>(
                letter.topic(),
                letter.partition(),
                letter.offset(),
                ConsumerRecord.NO_TIMESTAMP,
                TimestampType.NO_TIMESTAMP_TYPE,
                key.length,
                ConsumerRecord.NULL_SIZE,
                key,
                letter.payload(),
                headers,
                Optional.empty());
        return new Delivery(kafka, letter.recordKey(), reading);
    }
}
