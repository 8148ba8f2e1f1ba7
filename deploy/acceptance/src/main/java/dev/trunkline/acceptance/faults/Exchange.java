package dev.trunkline.acceptance.faults;

import dev.trunkline.local.LocalStack;
import dev.trunkline.local.Replica;
import dev.trunkline.local.StackService;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/**
 * Exchanges both replicas of a service under load, as a rolling restart does: out of rotation, SIGTERM, and another in its place. No client
 * may notice, streams end as they should, and what the replica had is free as soon as it has gone.
 */
final class Exchange implements Faults {

    /** Between the end of rotation and SIGTERM: who has chosen the replica has sent its request then, and is not answered yet. */
    private static final Duration PAUSE = Duration.ofMillis(50);
    /** The requests under way and the batch under way, each with its own bound. */
    private static final Duration LONGEST_STOP = Duration.ofSeconds(10);
    /** What a replica has left behind is sent by the other one, which looks each second. */
    private static final Duration LANES_FREE_WITHIN = Duration.ofSeconds(10);

    private final LocalStack stack;
    private final Site site;
    private final StackService service;
    private final Disturbance databases;
    private final OpenStream stream;
    private final List<String> done = new ArrayList<>();
    private final List<String> found = new ArrayList<>();
    private Instant begin = Instant.MIN;

    Exchange(LocalStack stack, Site site, StackService service, Disturbance databases, OpenStream stream) {
        this.stack = stack;
        this.site = site;
        this.service = service;
        this.databases = databases;
        this.stream = stream;
    }

    @Override
    public void prepare() {
        bring(stack.second(service));
    }

    @Override
    public void run(Duration duration) throws InterruptedException {
        Replica first = stack.replica(service, 1);
        Replica second = stack.second(service);
        begin = Instant.now();
        TimeUnit.MILLISECONDS.sleep(duration.toMillis() / 4);
        take(first);
        bring(first);
        TimeUnit.MILLISECONDS.sleep(duration.toMillis() / 4);
        take(second);
        TimeUnit.MILLISECONDS.sleep(duration.toMillis() / 4);
    }

    private void bring(Replica replica) {
        replica.process().start();
        replica.process().awaitReady();
        site.add(service, replica.address());
    }

    private void take(Replica replica) throws InterruptedException {
        URI address = replica.address();
        try (OpenStream.Reader reader = stream.open(address)) {
            reader.awaitFirstByte();
            site.remove(service, address);
            TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
            Instant asked = Instant.now();
            replica.process().stop();
            Duration took = Duration.between(asked, Instant.now());
            done.add("exchanged " + replica.process().name() + " at " + asked + ", which ended after " + took.toMillis()
                    + " ms");
            if (took.compareTo(LONGEST_STOP) > 0) {
                found.add(replica.process().name() + " took " + took + " to end");
            }
            String cutOff = reader.failure();
            if (!cutOff.isEmpty()) {
                found.add("a stream of " + replica.process().name() + " broke off: " + cutOff);
            }
        }
        int members = members(stack, service);
        // The other one, which may be new and about to join.
        if (members > 1) {
            found.add("after " + replica.process().name() + " has gone, its group still has " + members + " members");
        }
        requireFreeLanes(replica);
    }

    private void requireFreeLanes(Replica replica) throws InterruptedException {
        Instant gone = Instant.now();
        long wait = System.nanoTime() + LANES_FREE_WITHIN.toNanos();
        while (databases.waitingSince(service, gone)) {
            if (System.nanoTime() > wait) {
                found.add("after " + replica.process().name() + " has gone, its events wait for longer than "
                        + LANES_FREE_WITHIN);
                break;
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    /** How many processes the broker thinks the partitions of the service are shared by. */
    static int members(LocalStack stack, StackService service) {
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, stack.bootstrapServers()))) {
            String group = service.module();
            return admin.describeConsumerGroups(List.of(group)).all().get().values().stream()
                    .mapToInt(described -> described.members().size())
                    .sum();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        } catch (ExecutionException e) {
            throw new IllegalStateException("The group of " + service + " is not known", e);
        }
    }

    @Override
    public void heal() {
        stack.service(service).awaitReady();
    }

    @Override
    public List<String> done() {
        return List.copyOf(done);
    }

    /** A 503 says to try again, and a client that does so is served. */
    @Override
    public List<String> violations(List<Failure> failures) {
        List<String> violations = new ArrayList<>(found);
        failures.stream()
                .filter(failure -> failure.at().isAfter(begin) && failure.status() != 503)
                .forEach(failure -> violations.add("failed: " + failure));
        return violations;
    }
}
