package dev.trunkline.acceptance.faults;

import dev.trunkline.contracts.event.Topic;
import dev.trunkline.embedded.StopMode;
import dev.trunkline.local.LocalStack;
import dev.trunkline.local.Replica;
import dev.trunkline.local.StackException;
import dev.trunkline.local.StackProcess;
import dev.trunkline.local.StackService;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** Stops, kills, suspends and disturbs what the system runs on, one thing after the other, by a seed. */
final class FaultInjector implements Faults {

    /** Each leaves the system as it found it: everything runs again, though perhaps not yet ready. */
    private enum Fault {
        KILL_SERVICE,
        STOP_SERVICE,
        SUSPEND_SERVICE,
        /** Again and again for a moment: what it had begun goes on when others have done something else. */
        STUTTER_SERVICE,
        /** Its transactions come to stand in their middle, and end there. */
        STALL_SERVICE,
        /** Another replica comes, or the one that has come goes again, killed or stopped. */
        SECOND_OF_SERVICE,
        CUT_SERVICE,
        SLOW_SERVICE,
        SILENCE_SERVICE,
        /** Silent first, then cut: what was sent meanwhile never arrives, and its sender does not know. */
        LOSE_SERVICE,
        /** Requests are repeated that are under way or carried out. */
        HURRY,
        KILL_BROKER,
        SUSPEND_BROKER,
        KILL_POSTGRES,
        STOP_POSTGRES,
        REPEAT_EVENTS,
        REPEAT_FORGOTTEN_EVENTS,
        FILL_OUTBOX,
        /** What a service tells in one topic comes later than what it tells in others. */
        DELAY_EVENTS,
        MOVE_TIME
    }

    private static final Fault[] OF_CLIENTS = {Fault.HURRY, Fault.LOSE_SERVICE, Fault.CUT_SERVICE};

    private static final Fault[] BETWEEN_REPLICAS = {
        Fault.STUTTER_SERVICE, Fault.STUTTER_SERVICE, Fault.STALL_SERVICE, Fault.LOSE_SERVICE, Fault.KILL_BROKER
    };

    private static final int LONGEST_PAUSE_MILLIS = 1_500;
    private static final int LONGEST_SUSPENSION_MILLIS = 6_000;
    private static final int LONGEST_SILENCE_MILLIS = 3_000;
    private static final int STUTTERS = 20;
    private static final int LONGEST_STUTTER_MILLIS = 250;
    private static final int LONGEST_STALL_MILLIS = 1_500;
    private static final int LONGEST_HURRY_MILLIS = 3_000;
    private static final int LOSSES = 6;
    private static final int LONGEST_LOSS_MILLIS = 600;
    private static final int REPEATED_EVENTS = 20;
    private static final int FILLERS = 2_000;
    private static final int LONGEST_MOVE_MINUTES = 60;

    private final LocalStack stack;
    private final Site site;
    private final Disturbance disturbance;
    private final RetryingClient client;
    private final Scenario scenario;
    private final Random random;
    private final List<String> done = new ArrayList<>();

    /** @param scenario which faults it is about; of replicas, that there are two of each service all the time */
    FaultInjector(
            LocalStack stack, Site site, Disturbance disturbance, RetryingClient client, Scenario scenario, long seed) {
        this.stack = stack;
        this.site = site;
        this.disturbance = disturbance;
        this.client = client;
        this.scenario = scenario;
        this.random = new Random(seed);
    }

    @Override
    public void prepare() {
        if (scenario == Scenario.REPLICAS) {
            site.addSeconds(stack);
        }
    }

    /** Injects one fault after another; the last may take a little longer than {@code duration}. */
    @Override
    public void run(Duration duration) throws InterruptedException {
        Fault[] faults =
                switch (scenario) {
                    case REPLICAS -> BETWEEN_REPLICAS;
                    case STALLED -> new Fault[] {Fault.STALL_SERVICE};
                    case HURRIED -> OF_CLIENTS;
                    default -> Fault.values();
                };
        long end = System.nanoTime() + duration.toNanos();
        while (System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(random.nextInt(LONGEST_PAUSE_MILLIS));
            Fault fault = any(faults);
            StackService service = any(StackService.values());
            done.add(fault + (fault.name().endsWith("SERVICE") ? " " + service : ""));
            inject(fault, service);
            revive();
        }
    }

    @Override
    public List<String> done() {
        return List.copyOf(done);
    }

    /** Anything may happen to a try; what counts is the answer in the end. */
    @Override
    public List<String> violations(List<Failure> failures) {
        return List.of();
    }

    @Override
    public void heal() {
        site.open();
        for (StackService service : StackService.values()) {
            awaitReady(stack.service(service));
        }
    }

    /** Nothing fails any more, but a process may have ended of what failed while it was starting. */
    private static void awaitReady(StackProcess process) {
        try {
            process.awaitReady();
        } catch (StackException ended) {
            if (process.isAlive()) {
                throw ended;
            }
            process.start();
            process.awaitReady();
        }
    }

    /** A service that finds no database when it starts ends; whatever runs it starts it again. */
    private void revive() {
        for (StackService service : StackService.values()) {
            if (!stack.service(service).isAlive()) {
                done.add("start " + service + " again");
                stack.service(service).start();
            }
        }
    }

    private void inject(Fault fault, StackService service) throws InterruptedException {
        switch (fault) {
            case KILL_SERVICE -> {
                stack.service(service).kill();
                stack.service(service).start();
            }
            case STOP_SERVICE -> {
                stack.service(service).stop();
                stack.service(service).start();
            }
            case SUSPEND_SERVICE -> suspend(stack.service(service));
            case STUTTER_SERVICE -> stutter(stack.service(service));
            case STALL_SERVICE -> stall(service);
            case HURRY -> {
                client.hurry(true);
                TimeUnit.MILLISECONDS.sleep(random.nextInt(LONGEST_HURRY_MILLIS));
                client.hurry(false);
            }
            case SECOND_OF_SERVICE -> second(service);
            case CUT_SERVICE -> holdUp(service, LONGEST_SILENCE_MILLIS, Link.State.CUT);
            case SLOW_SERVICE -> holdUp(service, LONGEST_SILENCE_MILLIS, Link.State.SLOW);
            case SILENCE_SERVICE -> holdUp(service, LONGEST_SILENCE_MILLIS, Link.State.SILENT);
            case LOSE_SERVICE -> lose(service);
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
            case REPEAT_FORGOTTEN_EVENTS -> {
                disturbance.forgetEvents();
                Topics.of(stack).repeatSome(REPEATED_EVENTS, random);
            }
            case FILL_OUTBOX -> disturbance.fillOutbox(service, FILLERS);
            case DELAY_EVENTS -> delay(service);
            case MOVE_TIME -> disturbance.moveTime(Duration.ofMinutes(1 + random.nextInt(LONGEST_MOVE_MINUTES)));
        }
    }

    /** It gets requests at once: until it is ready, those who meet it are sent away and try again. */
    private void second(StackService service) {
        Replica second = stack.second(service);
        if (!second.process().isAlive()) {
            second.process().start();
            site.add(service, second.address());
        } else {
            if (random.nextBoolean()) {
                second.process().stop();
            } else {
                second.process().kill();
            }
            site.remove(service, second.address());
        }
    }

    /** On one of its three sides: to PostgreSQL, to the broker, to its clients. */
    private void holdUp(StackService service, int millis, Link.State... ways) throws InterruptedException {
        List<Link> links =
                switch (random.nextInt(3)) {
                    case 0 -> List.of(site.database(service));
                    case 1 -> List.of(site.broker(service));
                    default -> site.clients(service);
                };
        try {
            for (Link.State way : ways) {
                links.forEach(link -> link.become(way));
                TimeUnit.MILLISECONDS.sleep(random.nextInt(millis / ways.length));
            }
        } finally {
            links.forEach(link -> link.become(Link.State.OPEN));
        }
    }

    /** Again and again, now on this side, now on that. */
    private void lose(StackService service) throws InterruptedException {
        for (int i = 0; i < LOSSES; i++) {
            holdUp(service, LONGEST_LOSS_MILLIS, Link.State.SILENT, Link.State.CUT);
            TimeUnit.MILLISECONDS.sleep(random.nextInt(LONGEST_LOSS_MILLIS));
        }
    }

    private void delay(StackService service) throws InterruptedException {
        disturbance.holdBack(service, any(Topic.values()).topicName(), "");
        try {
            TimeUnit.MILLISECONDS.sleep(random.nextInt(LONGEST_SILENCE_MILLIS));
        } finally {
            disturbance.letGo(service);
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

    private void stutter(StackProcess process) throws InterruptedException {
        for (int i = 0; i < STUTTERS; i++) {
            process.pause();
            try {
                TimeUnit.MILLISECONDS.sleep(random.nextInt(LONGEST_STUTTER_MILLIS));
            } finally {
                process.resume();
            }
            TimeUnit.MILLISECONDS.sleep(random.nextInt(LONGEST_STUTTER_MILLIS));
        }
    }

    private void stall(StackService service) throws InterruptedException {
        boolean killed = random.nextBoolean();
        Disturbance.Stall stall = disturbance.stall(service, random);
        try {
            TimeUnit.MILLISECONDS.sleep(random.nextInt(LONGEST_STALL_MILLIS));
            if (killed) {
                stack.service(service).kill();
            } else {
                disturbance.disconnect(service);
            }
        } finally {
            stall.close();
        }
        if (killed) {
            stack.service(service).start();
        }
    }

    private <T> T any(T[] all) {
        return all[random.nextInt(all.length)];
    }
}
