package dev.trunkline.platform.background;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;

/**
 * Takes turns on a named thread: at once when woken, else after the wait that the last turn asked for. A turn that throws is
 * logged and taken again after a back-off, for ever; waking does not shorten that.
 */
public final class BackgroundLoop implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(BackgroundLoop.class);

    private final String name;
    private final Turn turn;
    private final Backoff backoff;
    private final Duration patience;
    private final Thread thread;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private boolean woken;
    private volatile boolean stopping;
    private volatile long lastTurnNanos = System.nanoTime();

    /** One turn. */
    @FunctionalInterface
    public interface Turn {
        /** Does what there is to do and says how long to wait unless woken; zero to go on at once. */
        Duration take() throws Exception;
    }

    /**
     * Starts nothing yet.
     *
     * @param patience how long {@link #close} waits for the turn under way before it interrupts it
     */
    public BackgroundLoop(String name, Turn turn, Backoff backoff, Duration patience) {
        this.name = name;
        this.turn = turn;
        this.backoff = backoff;
        this.patience = patience;
        this.thread = new Thread(this::run, name);
        this.thread.setDaemon(true);
    }

    public void start() {
        lastTurnNanos = System.nanoTime();
        thread.start();
    }

    /** Makes the next turn come at once. Cheap, from any thread. */
    public void wake() {
        lock.lock();
        try {
            woken = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    public boolean isStopping() {
        return stopping;
    }

    /** Time since the loop last began a turn: what liveness looks at. */
    public Duration sinceLastTurn() {
        return Duration.ofNanos(System.nanoTime() - lastTurnNanos);
    }

    /** Ends after the turn under way. */
    @Override
    public void close() {
        stopping = true;
        wake();
        if (thread == Thread.currentThread() || !thread.isAlive()) {
            return;
        }
        try {
            thread.join(patience.toMillis());
            if (thread.isAlive()) {
                thread.interrupt();
                thread.join(1_000);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (thread.isAlive()) {
            LOG.warnf("loop=%s did not end within %s", name, patience);
        }
    }

    private void run() {
        int failures = 0;
        while (!stopping) {
            lastTurnNanos = System.nanoTime();
            try {
                Duration wait = turn.take();
                failures = 0;
                await(wait, true);
            } catch (InterruptedException e) {
                stopping = true;
            } catch (Exception | Error e) {
                // An error of a driver, too, must not end the only thread of the loop.
                failures++;
                Duration wait = backoff.after(failures);
                LOG.warnf(failures == 1 ? e : null, "loop=%s failures=%d retryIn=%s cause=%s", name, failures, wait, e);
                awaitQuietly(wait);
            }
        }
    }

    private void awaitQuietly(Duration wait) {
        try {
            await(wait, false);
        } catch (InterruptedException e) {
            stopping = true;
        }
    }

    private void await(Duration wait, boolean wakeable) throws InterruptedException {
        lock.lock();
        try {
            long left = wait.toNanos();
            while (!stopping && !(wakeable && woken) && left > 0) {
                left = changed.awaitNanos(left);
            }
            woken = woken && !wakeable;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public String toString() {
        return name + " (last turn " + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - lastTurnNanos) + " ms ago)";
    }
}
