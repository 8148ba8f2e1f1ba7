package dev.trunkline.acceptance.faults;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * What stands between two processes instead of a cable: passes bytes on, or holds them up. It has no limit of connections; each takes two
 * threads.
 */
final class Link implements AutoCloseable {

    /** How a connection fares. */
    enum State {
        OPEN,
        /** Every connection is reset, and each new one too. */
        CUT,
        /** Each piece takes its time. */
        SLOW,
        /** Connections are there and nothing comes through; once it is open again, everything does. */
        SILENT
    }

    private static final int PIECE = 16 * 1024;
    private static final int SLOW_MILLIS = 40;
    private static final int BACKLOG = 200;

    private final int target;
    private final ServerSocket listener;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private State state = State.OPEN;

    /** Listens on a free port from now on. */
    Link(int target) {
        this.target = target;
        try {
            listener = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    synchronized void become(State next) {
        state = next;
        notifyAll();
        if (next == State.CUT) {
            sockets.forEach(Link::reset);
        }
    }

    @Override
    public void close() {
        become(State.CUT);
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket near = listener.accept();
                start(() -> join(near));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void join(Socket near) {
        if (!isKept(near)) {
            return;
        }
        try {
            Socket far = new Socket(InetAddress.getLoopbackAddress(), target);
            if (!isKept(far)) {
                forget(near);
                return;
            }
            start(() -> pass(far, near));
            pass(near, far);
        } catch (IOException refused) {
            forget(near);
        }
    }

    /** From then on it is reset when the link is cut, if it is not already. */
    private synchronized boolean isKept(Socket socket) {
        if (state == State.CUT) {
            reset(socket);
            return false;
        }
        try {
            socket.setTcpNoDelay(true);
        } catch (SocketException closedAlready) {
            reset(socket);
            return false;
        }
        return sockets.add(socket);
    }

    /** Passes on one direction until it ends; a connection that breaks, breaks on both sides. */
    private void pass(Socket from, Socket to) {
        byte[] piece = new byte[PIECE];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int length = in.read(piece); length >= 0; length = in.read(piece)) {
                holdUp();
                out.write(piece, 0, length);
            }
            to.shutdownOutput();
            if (from.isOutputShutdown()) {
                end(from);
                end(to);
            }
        } catch (IOException broken) {
            forget(from);
            forget(to);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void holdUp() throws InterruptedException {
        if (now() == State.SLOW) {
            TimeUnit.MILLISECONDS.sleep(SLOW_MILLIS);
        }
        synchronized (this) {
            while (state == State.SILENT) {
                wait();
            }
        }
    }

    private synchronized State now() {
        return state;
    }

    private void forget(Socket socket) {
        sockets.remove(socket);
        reset(socket);
    }

    /** Both sides have said all; it may still be on its way. */
    private void end(Socket socket) throws IOException {
        sockets.remove(socket);
        socket.close();
    }

    private static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException closedAlready) {
            // That is what was wanted.
        }
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "link");
        thread.setDaemon(true);
        thread.start();
    }
}
