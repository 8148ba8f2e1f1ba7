package dev.trunkline.acceptance.faults;

import dev.trunkline.local.LocalStack;
import dev.trunkline.local.StackService;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The broker is away all the time. Every command is taken nevertheless, and everything is told when it is back. */
final class BrokerAway implements Faults {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final LocalStack stack;
    private final Disturbance databases;
    private final List<String> done = new ArrayList<>();
    private Instant gone = Instant.MAX;
    private Instant back = Instant.MAX;

    BrokerAway(LocalStack stack, Disturbance databases) {
        this.stack = stack;
        this.databases = databases;
    }

    @Override
    public void run(Duration duration) throws InterruptedException {
        stack.servers().kill();
        gone = Instant.now();
        TimeUnit.MILLISECONDS.sleep(duration.toMillis());
        long waiting = 0;
        for (StackService service : StackService.values()) {
            waiting += databases.waiting(service);
        }
        back = Instant.now();
        stack.servers().restart();
        Instant serves = Instant.now();
        while (anyWaiting() && Duration.between(serves, Instant.now()).compareTo(PATIENCE) < 0) {
            TimeUnit.MILLISECONDS.sleep(50);
        }
        long millis = Math.max(1, Duration.between(serves, Instant.now()).toMillis());
        done.add("broker away for " + duration.toSeconds() + " s; " + waiting + " events waited and were sent within "
                + millis + " ms, " + waiting * 1_000 / millis + " a second beside what the clients went on to do");
    }

    private boolean anyWaiting() {
        for (StackService service : StackService.values()) {
            if (databases.waitingSince(service, back)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void heal() {
        stack.servers().awaitReady();
    }

    @Override
    public List<String> done() {
        return List.copyOf(done);
    }

    @Override
    public List<String> violations(List<Failure> failures) {
        return failures.stream()
                .filter(failure -> failure.at().isAfter(gone) && failure.at().isBefore(back))
                .map(failure -> "not taken without the broker: " + failure)
                .toList();
    }
}
