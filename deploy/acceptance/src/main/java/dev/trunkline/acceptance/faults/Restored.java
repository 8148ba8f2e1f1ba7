package dev.trunkline.acceptance.faults;

import dev.trunkline.local.LocalStack;
import dev.trunkline.local.StackProcess;
import dev.trunkline.local.StackService;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The database of a service goes back to an earlier moment under load, and everybody says again what they know, as the page on operation has
 * it. What was asked of the service since is lost; what the others know of it, and it of them, must agree afterwards.
 */
final class Restored implements Faults {

    private static final String COPY = "backup";
    private static final String ADMIN = "platform-admin";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final LocalStack stack;
    private final RetryingClient client;
    private final StackService service;
    private final List<String> done = new ArrayList<>();
    private final List<String> found = new ArrayList<>();

    Restored(LocalStack stack, RetryingClient client, StackService service) {
        this.stack = stack;
        this.client = client;
        this.service = service;
    }

    /**
     * What was asked of the service since is lost, and so is what came of it. Beyond that a restored tenant-service may tell in another way
     * what it has told already, and a restored operator-service numbers its feed anew.
     */
    @Override
    public boolean allows(Check check) {
        if (check instanceof EventsInOrder) {
            return false;
        }
        return service == StackService.TENANT
                ? !(check instanceof AcknowledgedChanges)
                : !(check instanceof AcknowledgedOrders
                        || check instanceof WebhooksTellAll
                        || check.name().equals(Checks.DELIVERED_IS_ACQUIRED));
    }

    @Override
    public void run(Duration duration) throws InterruptedException {
        StackProcess process = stack.service(service);
        client.admit(ADMIN);
        process.kill();
        stack.backUp(service, COPY);
        process.start();
        TimeUnit.MILLISECONDS.sleep(duration.toMillis());
        process.kill();
        stack.restore(service, COPY);
        process.start();
        process.awaitReady();
        done.add(service + " restored to what it was " + duration.toSeconds() + " s before");
        for (StackService each : StackService.values()) {
            republish(each);
        }
        TimeUnit.MILLISECONDS.sleep(duration.toMillis() / 4);
    }

    private void republish(StackService each) throws InterruptedException {
        Outcome begun = client.send(Command.post(ADMIN, each, "republish", "/v1/admin/republications", Map.of()));
        if (!begun.isDone() || begun.location() == null) {
            found.add(each + " does not republish: " + begun);
            return;
        }
        long end = System.nanoTime() + PATIENCE.toNanos();
        var progress = client.read(ADMIN, each, begun.location());
        while ((progress == null || !progress.hasNonNull("finishedAt")) && System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(100);
            progress = client.read(ADMIN, each, begun.location());
        }
        if (System.nanoTime() >= end) {
            found.add(each + " does not come to the end of its republication: " + progress);
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

    @Override
    public List<String> violations(List<Failure> failures) {
        return found;
    }
}
