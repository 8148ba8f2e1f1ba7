package dev.trunkline.platform.outbox;

import dev.trunkline.platform.background.BackgroundLoop;
import dev.trunkline.platform.event.EventAttributes;
import dev.trunkline.platform.messaging.TestDatabase;
import dev.trunkline.platform.messaging.TestService;
import dev.trunkline.platform.messaging.TestTopics;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** The relay that we must not have: it takes whatever rows nobody else holds. Shows that the test of the order can fail. */
final class SkipLockedRelay implements AutoCloseable {

    private static final String TAKE =
            """
            delete from outbox where (lane, id) in (
                select lane, id from outbox order by id limit ? for update skip locked)
            returning id, topic, record_key, revision
            """;

    private final TestDatabase database;
    private final int batchRows;
    private final Producer<byte[], byte[]> producer = OutboxRelay.producers(
                    TestTopics.connection(Map.of()), TestService.relayConfig(Duration.ofSeconds(10)))
            .get();
    private final BackgroundLoop loop =
            new BackgroundLoop("skip-locked", this::turn, TestService.BACKOFF, Duration.ofSeconds(10));

    private record Taken(long id, ProducerRecord<byte[], byte[]> message) {}

    SkipLockedRelay(TestDatabase database, int batchRows) {
        this.database = database;
        this.batchRows = batchRows;
    }

    void start() {
        loop.start();
    }

    @Override
    public void close() {
        loop.close();
        producer.close();
    }

    private Duration turn() throws SQLException {
        boolean more = database.transactions().call(connection -> {
            List<Taken> batch = take(connection);
            batch.sort(Comparator.comparingLong(Taken::id));
            List<Future<?>> acknowledgements = new ArrayList<>();
            for (Taken taken : batch) {
                acknowledgements.add(producer.send(taken.message()));
            }
            for (Future<?> acknowledgement : acknowledgements) {
                await(acknowledgement);
            }
            return !batch.isEmpty();
        });
        return more ? Duration.ZERO : Duration.ofMillis(5);
    }

    private List<Taken> take(Connection connection) throws SQLException {
        List<Taken> batch = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(TAKE)) {
            statement.setInt(1, batchRows);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    ProducerRecord<byte[], byte[]> message = new ProducerRecord<>(
                            rows.getString(2), rows.getString(3).getBytes(StandardCharsets.UTF_8), new byte[0]);
                    message.headers()
                            .add(EventAttributes.REVISION, rows.getString(4).getBytes(StandardCharsets.UTF_8));
                    batch.add(new Taken(rows.getLong(1), message));
                }
            }
        }
        return batch;
    }

    private static void await(Future<?> acknowledgement) {
        try {
            acknowledgement.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}
