package dev.trunkline.platform.inbox;

import dev.trunkline.platform.background.SqlFailure;
import dev.trunkline.platform.inbox.Batch.Progress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Cuts what was polled into batches of a bounded number of rows. For one thread. */
final class BatchCutter {

    private static final int GROW_AFTER = 10;

    private final EventReader reader;
    private final int maxRows;
    private int limit;
    private int passedInARow;
    private Iterator<ConsumerRecord<byte[], byte[]>> records =
            List.<ConsumerRecord<byte[], byte[]>>of().iterator();
    private @Nullable Delivery carriedOver;

    BatchCutter(EventReader reader, int maxRows) {
        this.reader = reader;
        this.maxRows = maxRows;
        this.limit = maxRows;
    }

    /** Forgets what is left of the last poll. */
    void begin(ConsumerRecords<byte[], byte[]> polled) {
        records = polled.iterator();
        carriedOver = null;
    }

    boolean hasNext() {
        return carriedOver != null || records.hasNext();
    }

    /** As much as fits, at least one record. */
    Batch next(Positions positions) {
        List<Delivery> deliveries = new ArrayList<>();
        Map<TopicPartition, Progress> progress = new HashMap<>();
        int rows = 0;
        while (hasNext()) {
            Delivery delivery = carriedOver != null ? carriedOver : read(records.next());
            carriedOver = null;
            rows += delivery.rows();
            if (!deliveries.isEmpty() && rows > limit) {
                carriedOver = delivery;
                break;
            }
            deliveries.add(delivery);
            progress.put(
                    delivery.partition(),
                    positions.progress(delivery.partition(), delivery.record().offset() + 1));
        }
        return new Batch(deliveries, progress);
    }

    private Delivery read(ConsumerRecord<byte[], byte[]> polled) {
        String recordKey = polled.key() == null ? "" : new String(polled.key(), StandardCharsets.UTF_8);
        return new Delivery(
                polled, recordKey, reader.read(polled.topic(), recordKey, polled.headers(), polled.value()));
    }

    void passed() {
        if (++passedInARow >= GROW_AFTER) {
            passedInARow = 0;
            limit = Math.min(maxRows, limit * 2);
        }
    }

    /** So few next time that not all of them together can be too many to set aside. */
    void limitTo(int rows) {
        passedInARow = 0;
        limit = Math.min(limit, rows);
    }

    /** Less next time, where less may pass. */
    void failed(SqlFailure kind) {
        passedInARow = 0;
        if (kind == SqlFailure.TIMEOUT) {
            limit = Math.max(1, limit / 2);
        }
    }
}
