package dev.trunkline.acceptance.faults;

import dev.trunkline.local.LocalStack;
import dev.trunkline.local.story.FreshNumbers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

/** One run on a stack that is up: a workload by a seed, faults by the same seed, rest, and the checks. */
public final class FaultRun {

    private final LocalStack stack;
    private final FreshNumbers numbers;
    private final long seed;
    private final Duration duration;
    private final Path directory;

    /**
     * @param numbers that nobody else on this stack uses
     * @param seed decides what the clients want, what fails, and in which order; when it meets what, the machine decides
     * @param duration of the faults; rest and checks come on top
     * @param directory takes the log of the clients
     */
    public FaultRun(LocalStack stack, FreshNumbers numbers, long seed, Duration duration, Path directory) {
        this.stack = stack;
        this.numbers = numbers;
        this.seed = seed;
        this.duration = duration;
        this.directory = directory;
    }

    /**
     * What came of a run.
     *
     * @param commands how many the clients gave
     * @param done how many of them were carried out
     * @param faults that were injected, in order
     * @param violations by the name of the check that found them; empty when all promises hold
     * @param elapsed all in all
     */
    public record Result(
            long seed,
            int commands,
            long done,
            List<String> faults,
            Map<String, List<String>> violations,
            Duration elapsed) {

        public Result {
            faults = List.copyOf(faults);
        }

        /** Everything that somebody who looks for the cause wants to read first. */
        @Override
        public String toString() {
            StringBuilder text = new StringBuilder("Seed " + seed + ": " + commands + " commands, " + done
                    + " done, faults " + faults + ", " + elapsed.toSeconds() + " s");
            violations.forEach((check, found) -> {
                text.append("\n  VIOLATED: ")
                        .append(check)
                        .append(" (")
                        .append(found.size())
                        .append(')');
                found.stream().limit(5).forEach(each -> text.append("\n    ").append(each));
            });
            return text.toString();
        }
    }

    /** Plays the run and judges it. */
    public Result play() throws InterruptedException {
        Instant begin = Instant.now();
        Parties parties = Parties.of(numbers);
        FaultInjector faults = new FaultInjector(stack, seed);
        try (ClientLog log = new ClientLog(directory.resolve("clients-" + seed + ".tsv"))) {
            RetryingClient client = new RetryingClient(stack, log);
            parties.settle(client);
            work(parties, client, faults);
            Map<String, List<String>> violations = new LinkedHashMap<>();
            String busy = new Settlement(stack, parties).await();
            if (!busy.isEmpty()) {
                violations.put("the system comes to rest", List.of(busy));
            }
            Evidence evidence = new Evidence(parties, log.outcomes(), stack);
            for (Check check : Checks.all()) {
                List<String> found = check.violations(evidence);
                if (!found.isEmpty()) {
                    violations.put(check.name(), found);
                }
            }
            List<Outcome> outcomes = log.outcomes();
            return new Result(
                    seed,
                    outcomes.size(),
                    outcomes.stream().filter(Outcome::isDone).count(),
                    faults.done(),
                    violations,
                    Duration.between(begin, Instant.now()));
        }
    }

    /** Clients work until the faults are over; what they have begun then, they bring to its end. */
    private void work(Parties parties, RetryingClient client, FaultInjector faults) throws InterruptedException {
        List<Client> clients = clients(parties, client);
        AtomicBoolean over = new AtomicBoolean();
        ExecutorService threads = Executors.newFixedThreadPool(clients.size());
        List<Future<?>> running = new ArrayList<>();
        try {
            for (Client each : clients) {
                running.add(threads.submit(() -> {
                    while (!over.get()) {
                        each.step();
                    }
                    return null;
                }));
            }
            faults.run(duration);
            faults.heal();
            over.set(true);
            for (Future<?> each : running) {
                each.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("A client of the run failed", e);
        } finally {
            over.set(true);
            threads.shutdownNow();
        }
    }

    private List<Client> clients(Parties parties, RetryingClient client) {
        List<Client> clients = new ArrayList<>();
        long own = seed;
        for (UUID tenant : parties.tenants()) {
            clients.add(new TenantClient(parties, tenant, client, ++own));
            clients.add(new TenantClient(parties, tenant, client, ++own));
        }
        for (UUID operator : parties.operators()) {
            clients.add(new OperatorClient(parties, operator, client, ++own));
        }
        return clients;
    }
}
