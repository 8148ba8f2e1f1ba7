package dev.trunkline.acceptance.faults;

import dev.trunkline.local.LocalStack;
import dev.trunkline.local.StackService;
import dev.trunkline.local.story.FreshNumbers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;

/** One run on a stack that is up: a workload by a seed, faults by the same seed, rest, and the checks. */
public final class FaultRun {

    private static final int LATE_EVENTS = 150;
    /** What comes to a client's mind takes a moment. */
    private static final Duration BETWEEN_STEPS = Duration.ofMillis(150);
    /** Longer than the operators of a run keep numbers that came back. */
    private static final Duration QUARANTINES = Duration.ofDays(2);

    private final LocalStack stack;
    private final Site site;
    private final FreshNumbers numbers;
    private final long seed;
    private final Duration duration;
    private final Path directory;
    private final Scenario scenario;

    /**
     * @param numbers that nobody else on this stack uses
     * @param seed decides what the clients want, what fails, and in which order; when it meets what, the machine decides
     * @param duration of the faults; rest and checks come on top
     * @param directory takes the log of the clients
     * @param scenario what kind of trouble there is
     */
    public FaultRun(
            LocalStack stack,
            Site site,
            FreshNumbers numbers,
            long seed,
            Duration duration,
            Path directory,
            Scenario scenario) {
        this.stack = stack;
        this.site = site;
        this.numbers = numbers;
        this.seed = seed;
        this.duration = duration;
        this.directory = directory;
        this.scenario = scenario;
    }

    /**
     * What came of a run.
     *
     * @param commands how many the clients gave
     * @param done how many of them were carried out
     * @param faults that were injected, in order
     * @param violations by the name of the check that found them; empty when all promises hold
     * @param longestWait what it took longest to come to rest from
     * @param phases how long each part of the run took, in order
     */
    public record Result(
            long seed,
            Scenario scenario,
            int commands,
            long done,
            List<String> faults,
            Map<String, List<String>> violations,
            String longestWait,
            Map<String, Duration> phases) {

        public Result {
            faults = List.copyOf(faults);
            phases = new LinkedHashMap<>(phases);
        }

        private String elapsed() {
            Duration all = phases.values().stream().reduce(Duration.ZERO, Duration::plus);
            return all.toSeconds() + " s"
                    + phases.entrySet().stream()
                            .map(phase ->
                                    phase.getKey() + " " + phase.getValue().toSeconds())
                            .collect(Collectors.joining(", ", " (", "; longest wait " + longestWait + ")"));
        }

        /** Everything that somebody who looks for the cause wants to read first. */
        @Override
        public String toString() {
            StringBuilder text = new StringBuilder("Seed " + seed + ", " + scenario + ": " + commands + " commands, "
                    + done + " done, faults " + faults + ", " + elapsed());
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
        Phases phases = new Phases();
        Parties parties = Parties.of(numbers, seed);
        site.begin(stack);
        try (ClientLog log = new ClientLog(directory.resolve("clients-" + seed + ".tsv"));
                Hook hook = new Hook()) {
            RetryingClient client = new RetryingClient(stack, site, log);
            parties.settle(client, hook);
            BusinessTime time = new BusinessTime();
            Disturbance disturbance = new Disturbance(stack, time);
            Faults faults = faults(parties, client, disturbance);
            faults.prepare();
            phases.end("settling");
            work(parties, client, faults);
            phases.end("trouble");
            Map<String, List<String>> violations = new LinkedHashMap<>();
            List<String> noticed = faults.violations(client.failures());
            if (!noticed.isEmpty()) {
                violations.put("the clients fare as they should meanwhile", noticed);
            }
            Settlement settlement = new Settlement(stack, parties);
            comeToRest(settlement, disturbance, violations);
            phases.end("rest");
            Evidence evidence = new Evidence(parties, log.outcomes(), stack, client, hook, time);
            for (Check check : Checks.all()) {
                List<String> found = faults.allows(check) ? check.violations(evidence) : List.of();
                if (!found.isEmpty()) {
                    violations.put(check.name(), found);
                }
            }
            phases.end("checks");
            List<Outcome> outcomes = log.outcomes();
            return new Result(
                    seed,
                    scenario,
                    outcomes.size(),
                    outcomes.stream().filter(Outcome::isDone).count(),
                    faults.done(),
                    violations,
                    settlement.longestWait(),
                    phases.elapsed());
        } finally {
            for (StackService service : StackService.values()) {
                stack.second(service).process().kill();
            }
        }
    }

    private static final class Phases {

        private final Map<String, Duration> elapsed = new LinkedHashMap<>();
        private Instant begin = Instant.now();

        void end(String phase) {
            Instant now = Instant.now();
            elapsed.put(phase, Duration.between(begin, now));
            begin = now;
        }

        Map<String, Duration> elapsed() {
            return elapsed;
        }
    }

    private Faults faults(Parties parties, RetryingClient client, Disturbance disturbance) {
        List<StackService> services = List.of(StackService.values());
        StackService service = services.get((int) (Scenario.turn(seed) % services.size()));
        return switch (scenario) {
            case MIXED, REPLICAS, STALLED, HURRIED ->
                new FaultInjector(stack, site, disturbance, client, scenario, seed);
            case EXCHANGE -> new Exchange(stack, site, service, disturbance, stream(service, parties, client));
            case BROKER_AWAY -> new BrokerAway(stack, disturbance);
            case DATABASE_AWAY -> new DatabaseAway(site, service);
            case RESTORED ->
                new Restored(stack, client, service == StackService.OPERATOR ? service : StackService.TENANT);
            case LATE -> new Late(stack, parties, client, disturbance);
            case SIDE_BY_SIDE -> new SideBySide(stack, site);
        };
    }

    private static OpenStream stream(StackService service, Parties parties, RetryingClient client) {
        UUID operator = parties.operators().get(0);
        return service == StackService.OPERATOR
                ? new OpenStream(Parties.operatorPath(operator) + "/events", client.token(Parties.operator(operator)))
                : new OpenStream("", "");
    }

    /** Once as it is, and once more when all quarantines are over and much has been said again that everybody has forgotten. */
    private void comeToRest(Settlement settlement, Disturbance disturbance, Map<String, List<String>> violations)
            throws InterruptedException {
        String busy = settlement.await();
        if (busy.isEmpty()) {
            disturbance.moveTime(QUARANTINES);
            disturbance.forgetEvents();
            Topics.of(stack).repeatSome(LATE_EVENTS, new Random(seed));
            busy = settlement.await();
        }
        if (!busy.isEmpty()) {
            violations.put("the system comes to rest", List.of(busy));
        }
    }

    /** Clients work until the faults are over; what they have begun then, they bring to its end. */
    private void work(Parties parties, RetryingClient client, Faults faults) throws InterruptedException {
        List<Client> clients = clients(parties, client);
        AtomicBoolean over = new AtomicBoolean();
        ExecutorService threads = Executors.newFixedThreadPool(clients.size());
        List<Future<?>> running = new ArrayList<>();
        try {
            for (Client each : clients) {
                running.add(threads.submit(() -> {
                    while (!over.get()) {
                        each.step();
                        TimeUnit.MILLISECONDS.sleep(BETWEEN_STEPS.toMillis());
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
        for (UUID tenant : parties.busy()) {
            clients.add(new TenantClient(parties, tenant, client, ++own));
            clients.add(new TenantClient(parties, tenant, client, ++own));
        }
        for (UUID operator : parties.operators()) {
            clients.add(new OperatorClient(parties, operator, client, ++own));
        }
        return clients;
    }
}
