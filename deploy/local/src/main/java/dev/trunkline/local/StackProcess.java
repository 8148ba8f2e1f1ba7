package dev.trunkline.local;

import dev.trunkline.embedded.EmbeddedServerException;
import dev.trunkline.embedded.SupervisedProcess;
import dev.trunkline.embedded.SupervisedProcess.Launch;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One JVM of the stack, which can be stopped, killed and started again. Safe for use by several threads. */
public final class StackProcess {
    private static final Duration READY_TIMEOUT = Duration.ofMinutes(2);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(20);
    private static final Duration POLL = Duration.ofMillis(50);

    private final String name;
    private final List<String> command;
    private final Path log;
    private final Readiness readiness;
    private final RunDirectory runDirectory;
    private @Nullable SupervisedProcess process;
    private @Nullable StackLog output;

    StackProcess(String name, List<String> command, Readiness readiness, RunDirectory runDirectory) {
        this.name = name;
        this.command = List.copyOf(command);
        this.readiness = readiness;
        this.runDirectory = runDirectory;
        this.log = runDirectory.log(name);
    }

    /** Tells whether a process that has written {@code output} serves by now. */
    interface Readiness {
        boolean isReady(StackLog output);
    }

    public String name() {
        return name;
    }

    public Path log() {
        return log;
    }

    public synchronized long pid() {
        return running().pid();
    }

    public synchronized boolean isAlive() {
        return process != null && process.isAlive();
    }

    /** Returns at once; see {@link #awaitReady}. */
    public synchronized void start() {
        if (isAlive()) {
            throw new IllegalStateException(name + " runs already");
        }
        output = StackLog.fromNow(log);
        process = SupervisedProcess.start(new Launch(command, Map.of(), log, "TERM"));
        runDirectory.recordProcess(name, process.pid());
    }

    /**
     * @return how long it took from now
     * @throws StackException when the process ends instead, with its log's path and its last error
     */
    public Duration awaitReady() {
        SupervisedProcess awaited;
        StackLog written;
        synchronized (this) {
            awaited = running();
            written = output == null ? StackLog.fromNow(log) : output;
        }
        Instant begin = Instant.now();
        while (!readiness.isReady(written)) {
            if (awaited.waitFor(POLL)) {
                throw new StackException(
                        name + " ended while starting: " + written.lastComplaint() + " (log: " + log + ")");
            }
            if (Duration.between(begin, Instant.now()).compareTo(READY_TIMEOUT) > 0) {
                throw new StackException(name + " was not ready after " + READY_TIMEOUT.toMinutes() + " minutes: "
                        + written.lastComplaint() + " (log: " + log + ")");
            }
        }
        return Duration.between(begin, Instant.now());
    }

    /** Orderly (SIGTERM); returns when the process has ended. Does nothing when it has already. */
    public void stop() {
        SupervisedProcess stopped = current();
        if (stopped != null) {
            stopped.stop("TERM", STOP_TIMEOUT);
        }
    }

    /** As a crash would (SIGKILL); returns when the process has ended. */
    public void kill() {
        SupervisedProcess killed = current();
        if (killed != null) {
            killed.stop("KILL", STOP_TIMEOUT);
        }
    }

    /** Suspends it (SIGSTOP), as a long pause of a virtual machine does; {@link #resume} goes on. */
    public synchronized void pause() {
        running().signal("STOP");
    }

    public synchronized void resume() {
        running().signal("CONT");
    }

    /** Stops it if it runs, starts it and waits until it is ready. */
    public void restart() {
        stop();
        start();
        awaitReady();
    }

    /** Runs {@code action} when the process that runs now has ended. */
    synchronized void whenEnded(Runnable action) {
        var unused = running().onExit().thenRun(action);
    }

    String lastComplaint() {
        StackLog written;
        synchronized (this) {
            written = output;
        }
        return written == null ? "" : written.lastComplaint();
    }

    private synchronized @Nullable SupervisedProcess current() {
        return process;
    }

    private synchronized SupervisedProcess running() {
        if (process == null) {
            throw new EmbeddedServerException(name + " has not been started.");
        }
        return process;
    }
}
