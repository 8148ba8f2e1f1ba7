package dev.trunkline.local;

import dev.trunkline.embedded.EmbeddedServerException;
import dev.trunkline.local.RunDirectory.Running;
import dev.trunkline.local.story.Story;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/**
 * What {@code deploy/local/up} runs when everything is built. The system property {@code trunkline.project} names the root of
 * the source tree.
 */
public final class Up {
    private static final Duration OTHERS_START = Duration.ofMinutes(3);
    private static final Duration OTHERS_STOP = Duration.ofMinutes(1);
    private static final long POLL_NANOS = 200_000_000;

    private final UpOptions options;
    private final StackSettings settings;
    private final RunDirectory runDirectory;
    private final PrintStream out;
    private final AtomicBoolean stopping = new AtomicBoolean();

    private Up(UpOptions options, StackSettings settings, PrintStream out) {
        this.options = options;
        this.settings = settings;
        this.runDirectory = new RunDirectory(settings.runDirectory());
        this.out = out;
    }

    public static void main(String[] arguments) {
        PrintStream out = System.out;
        try {
            StackSettings settings = StackSettings.standard(Path.of(System.getProperty("trunkline.project", ".")));
            System.exit(new Up(UpOptions.parse(arguments), settings, out).run());
        } catch (StackException | EmbeddedServerException failed) {
            System.err.println(failed.getMessage());
            System.exit(1);
        }
    }

    private int run() {
        Optional<Running> running = runDirectory.running();
        return switch (options.action()) {
            case STATUS -> status(running);
            case STOP -> stopOther(running);
            case START -> running.isPresent() ? joinOther(running.get()) : startOwn();
        };
    }

    private int startOwn() {
        if (options.fresh()) {
            runDirectory.deleteData();
        }
        LocalStack stack = new LocalStack(settings, out::println);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(stack), "stop-stack"));
        Instant begin = Instant.now();
        out.println("Starting, with logs in " + settings.runDirectory().resolve("logs") + ":");
        try {
            stack.start();
        } catch (StackException | EmbeddedServerException failed) {
            if (stopping.get()) {
                return awaitEnd();
            }
            throw failed;
        }
        out.printf(
                "All ready after %.1f s.%n%n",
                Duration.between(begin, Instant.now()).toMillis() / 1000.0);
        if (options.demo()) {
            return Story.play(stack.addresses(), out);
        }
        out.print(new Welcome(settings.ports(), stack.addresses()).text());
        stack.processes().forEach(process -> process.whenEnded(() -> mourn(process)));
        return awaitEnd();
    }

    /** Ctrl-C and SIGTERM end the JVM by its shutdown hook; nothing is left to do here. */
    private static int awaitEnd() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        return 1;
    }

    private void mourn(StackProcess process) {
        if (!stopping.get()) {
            out.println(process.name() + " has ended: " + process.lastComplaint() + " (log: " + process.log()
                    + "); the others go on. Ctrl-C stops them.");
        }
    }

    private void stop(LocalStack stack) {
        stopping.set(true);
        boolean started = stack.isStarted();
        if (started) {
            out.println();
            out.println("Stopping: services, Kafka, PostgreSQL …");
        }
        stack.close();
        if (started) {
            out.println("Stopped. The data is kept; --fresh begins anew.");
        }
        out.flush();
    }

    private int joinOther(Running running) {
        if (!options.demo()) {
            throw new StackException("A stack is already running (process " + running.launcher()
                    + "); --status shows its addresses, --stop stops it.");
        }
        if (options.fresh()) {
            throw new StackException("A stack is already running (process " + running.launcher()
                    + "), so its data cannot be deleted; --stop stops it.");
        }
        Instant deadline = Instant.now().plus(OTHERS_START);
        Optional<Running> current = Optional.of(running);
        while (current.isPresent()
                && current.get().addresses().isEmpty()
                && Instant.now().isBefore(deadline)) {
            LockSupport.parkNanos(POLL_NANOS);
            current = runDirectory.running();
        }
        StackAddresses addresses = current.flatMap(Running::addresses)
                .orElseThrow(() -> new StackException("The stack that was starting did not become ready."));
        out.println("Using the stack that is running (process " + running.launcher() + ").");
        return Story.play(addresses, out);
    }

    private int status(Optional<Running> running) {
        if (running.isEmpty()) {
            out.println("Nothing is running.");
            return 1;
        }
        Optional<StackAddresses> addresses = running.get().addresses();
        out.println("Process " + running.get().launcher()
                + (addresses.isPresent() ? " runs the stack:" : " is starting the stack or stopping it."));
        addresses.ifPresent(known -> out.print(new Welcome(settings.ports(), known).text()));
        return 0;
    }

    private int stopOther(Optional<Running> running) {
        if (running.isEmpty()) {
            out.println("Nothing is running.");
            return 0;
        }
        long pid = running.get().launcher();
        Optional<ProcessHandle> launcher = ProcessHandle.of(pid);
        if (launcher.isPresent() && !launcher.get().destroy()) {
            throw new StackException("Process " + pid + " belongs to another user; stop it as that user.");
        }
        Instant deadline = Instant.now().plus(OTHERS_STOP);
        while (runDirectory.running().isPresent()
                || launcher.map(ProcessHandle::isAlive).orElse(false)) {
            if (Instant.now().isAfter(deadline)) {
                throw new StackException(
                        "Process " + pid + " does not stop; kill it, and its watchdog stops the rest.");
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
        out.println("Stopped.");
        return 0;
    }
}
