package dev.trunkline.platform.outbox;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/** Which lane the records of a key take: the same in every process and for ever, so that the order per key is the order in a lane. */
record Lanes(int count) {

    Lanes {
        if (count < 1 || count > 1_024) {
            throw new IllegalArgumentException("trunkline.outbox.lanes must be 1 to 1024, not " + count);
        }
    }

    int of(String topic, String recordKey) {
        CRC32 hash = new CRC32();
        hash.update(topic.getBytes(StandardCharsets.UTF_8));
        hash.update(0);
        hash.update(recordKey.getBytes(StandardCharsets.UTF_8));
        return (int) (hash.getValue() % count);
    }
}
