package dev.trunkline.operator.upload;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** However long a body is, no more of it is read ahead than fits some buffers. */
class StreamingTest {

    private static final int ROWS = 200_000;
    private static final int BUFFERS = 512 * 1024;

    @ParameterizedTest
    @EnumSource
    void readsNoFurtherAheadThanItsBuffers(UploadFormat format) {
        // Given
        Endless body = new Endless(format);
        Iterator<SubmittedRow> rows = new Ranges(format.rows(body));
        long furthest = 0;
        int count = 0;

        // When
        while (rows.hasNext()) {
            assertThat(rows.next().telephoneNumber()).startsWith("+4930");
            count++;
            furthest = Math.max(furthest, body.given - (long) count * body.row.length);
        }

        // Then
        assertThat(count).isEqualTo(ROWS);
        assertThat(body.given).isGreaterThan(10L * BUFFERS);
        assertThat(furthest).isLessThan(BUFFERS);
    }

    /** A body that is made while it is read. */
    private static final class Endless extends InputStream {

        private final byte[] begin;
        private final byte[] row;
        private final byte[] last;
        private final byte[] end;
        private byte[] present;
        private int position;
        private int rows;
        private long given;

        Endless(UploadFormat format) {
            String object = "{\"telephoneNumber\": \"+493020000001\", \"city\": \"Berlin\"}";
            begin = bytes(
                    switch (format) {
                        case CSV -> "telephoneNumber,city\n";
                        case NDJSON -> "";
                        case JSON -> "[";
                    });
            row = bytes(
                    switch (format) {
                        case CSV -> "+493020000001,Berlin and its surroundings\n";
                        case NDJSON -> object + "\n";
                        case JSON -> object + ",\n";
                    });
            last = format == UploadFormat.JSON ? bytes(object) : row;
            end = bytes(format == UploadFormat.JSON ? "]" : "");
            present = begin;
        }

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            while (position == present.length) {
                if (rows > ROWS) {
                    return -1;
                }
                rows++;
                present = rows < ROWS ? row : rows == ROWS ? last : end;
                position = 0;
            }
            int count = Math.min(length, present.length - position);
            System.arraycopy(present, position, target, offset, count);
            position += count;
            given += count;
            return count;
        }

        private static byte[] bytes(String text) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
    }
}
