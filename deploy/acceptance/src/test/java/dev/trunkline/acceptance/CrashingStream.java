package dev.trunkline.acceptance;

import java.io.ByteArrayInputStream;
import java.io.InputStream;

/** A body in the midst of which something happens. */
final class CrashingStream extends InputStream {

    private final ByteArrayInputStream first;
    private final ByteArrayInputStream rest;
    private final Runnable crash;
    private boolean crashed;

    CrashingStream(byte[] body, Runnable crash) {
        int half = body.length / 2;
        this.first = new ByteArrayInputStream(body, 0, half);
        this.rest = new ByteArrayInputStream(body, half, body.length - half);
        this.crash = crash;
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
        int count = crashed ? -1 : first.read(buffer, offset, length);
        if (count >= 0) {
            return count;
        }
        if (!crashed) {
            crashed = true;
            crash.run();
        }
        return rest.read(buffer, offset, length);
    }
}
