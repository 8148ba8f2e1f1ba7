package dev.trunkline.benchmark;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** A CSV file of consecutive numbers, written while it is read. */
final class NumbersStream extends InputStream {

    private static final int LINES_AT_ONCE = 1_000;

    private final long end;
    private long next;
    private byte[] buffer = "telephoneNumber,city,allowTenantAddressUpdate\n".getBytes(StandardCharsets.UTF_8);
    private int position;

    NumbersStream(long first, int numbers) {
        next = first;
        end = first + numbers;
    }

    @Override
    public int read() {
        return hasMore() ? buffer[position++] & 0xff : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        if (length == 0) {
            return 0;
        }
        if (!hasMore()) {
            return -1;
        }
        int count = Math.min(length, buffer.length - position);
        System.arraycopy(buffer, position, target, offset, count);
        position += count;
        return count;
    }

    private boolean hasMore() {
        if (position < buffer.length) {
            return true;
        }
        StringBuilder lines = new StringBuilder(40 * LINES_AT_ONCE);
        for (int i = 0; i < LINES_AT_ONCE && next < end; i++) {
            lines.append('+').append(next++).append(",Berlin,true\n");
        }
        buffer = lines.toString().getBytes(StandardCharsets.UTF_8);
        position = 0;
        return buffer.length > 0;
    }
}
