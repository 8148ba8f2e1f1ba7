package dev.trunkline.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;

/** Finds and checks TCP ports on the loopback address. */
public final class Ports {
    /**
     * Below the range from which Linux and macOS serve outgoing connections, so that a port found free here is not handed
     * to some client before the server binds it.
     */
    private static final int LOWEST = 20_000;

    private static final int HIGHEST = 32_000;
    private static final int ATTEMPTS = 200;
    private static final int LOOKS = 10;
    private static final long PAUSE_NANOS = 100_000_000;

    private Ports() {}

    /** A port that was free a moment ago. */
    public static int free() {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST);
            if (isFree(port)) {
                return port;
            }
        }
        throw new EmbeddedServerException("No free port between " + LOWEST + " and " + HIGHEST + " was found.");
    }

    public static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(loopback(), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }

    /**
     * @param owner who wants the port, as the sentence names it
     * @throws EmbeddedServerException when another program has it
     */
    public static void requireFree(int port, String owner) {
        if (!becomesFree(port)) {
            throw new EmbeddedServerException("Port " + port + " on 127.0.0.1, needed for " + owner
                    + ", is taken by another program; stop that program and start again.");
        }
    }

    /**
     * Looks more than once: a process that this JVM is starting holds every open socket for the moment until it becomes
     * another program, also those that were opened only to look.
     */
    private static boolean becomesFree(int port) {
        for (int look = 0; look < LOOKS; look++) {
            if (isFree(port)) {
                return true;
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        return false;
    }

    static InetAddress loopback() {
        try {
            return InetAddress.getByAddress("127.0.0.1", new byte[] {127, 0, 0, 1});
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
