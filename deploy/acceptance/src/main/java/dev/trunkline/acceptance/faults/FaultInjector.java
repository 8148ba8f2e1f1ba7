package dev.trunkline.acceptance.faults;

import dev.trunkline.embedded.StopMode;
import dev.trunkline.local.LocalStack;
import dev.trunkline.local.StackProcess;
import dev.trunkline.local.StackService;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** Stops, kills and suspends what the system runs on, one thing after the other, by a seed. */
final class FaultInjector {

    /** Each leaves the system as it found it: everything runs again, though perhaps not yet ready. */
    private enum Fault {
        KILL_SERVICE,
        STOP_SERVICE,
        SUSPEND_SERVICE,
        KILL_BROKER,
        SUSPEND_BROKER,
        KILL_POSTGRES,
        STOP_POSTGRES,
        REPEAT_EVENTS
    }

    private static final int LONGEST_PAUSE_MILLIS = 1_500;
    private static final int LONGEST_SUSPENSION_MILLIS = 6_000;
    private static final int REPEATED_EVENTS = 20;

    private final LocalStack stack;
    private final Random random;
    private final List<String> done = new ArrayList<>();

    FaultInjector(LocalStack stack, long seed) {
        this.stack = stack;
        this.random = new Random(seed);
    }

    /** Injects one fault after another; the last may take a little longer than {@code duration}. */
    void run(Duration duration) throws InterruptedException {
        long end = System.nanoTime() + duration.toNanos();
        while (System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(random.nextInt(LONGEST_PAUSE_MILLIS));
            Fault fault = any(Fault.values());
            StackService service = any(StackService.values());
            done.add(fault + (fault.name().endsWith("SERVICE") ? " " + service : ""));
            inject(fault, stack.service(service));
        }
    }

    /** What was done, in order. */
    List<String> done() {
        return List.copyOf(done);
    }

    /** Waits until everything is ready that was started again. */
    void heal() {
        for (StackService service : StackService.values()) {
            stack.service(service).awaitReady();
        }
    }

    private void inject(Fault fault, StackProcess service) throws InterruptedException {
        switch (fault) {
            case KILL_SERVICE -> {
                service.kill();
                service.start();
            }
            case STOP_SERVICE -> {
                service.stop();
                service.start();
            }
            case SUSPEND_SERVICE -> suspend(service);
            case KILL_BROKER -> {
                stack.servers().kill();
                stack.servers().restart();
            }
            case SUSPEND_BROKER -> suspend(stack.servers());
            case KILL_POSTGRES -> {
                stack.postgres().stop(StopMode.IMMEDIATE);
                stack.postgres().restart();
            }
            case STOP_POSTGRES -> {
                stack.postgres().stop(StopMode.FAST);
                stack.postgres().restart();
            }
            case REPEAT_EVENTS -> Topics.of(stack).repeatSome(REPEATED_EVENTS, random);
        }
    }

    private void suspend(StackProcess process) throws InterruptedException {
        process.pause();
        try {
            TimeUnit.MILLISECONDS.sleep(random.nextInt(LONGEST_SUSPENSION_MILLIS));
        } finally {
            process.resume();
        }
    }

    private <T> T any(T[] all) {
        return all[random.nextInt(all.length)];
    }
}
