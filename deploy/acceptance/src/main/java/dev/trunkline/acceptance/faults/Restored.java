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
 * The database of tenant-service goes back to an earlier moment under load, and everybody says again what they know, as the page on
 * operation has it. What was asked of the service since is lost; what the others know of it must agree with it afterwards.
 */
final class Restored implements Faults {

    private static final StackService SERVICE = StackService.TENANT;
    private static final String COPY = "tenant_backup";
    private static final String ADMIN = "platform-admin";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final LocalStack stack;
    private final RetryingClient client;
    private final List<String> done = new ArrayList<>();
    private final List<String> found = new ArrayList<>();

    Restored(LocalStack stack, RetryingClient client) {
        this.stack = stack;
        this.client = client;
    }

    @Override
    public void run(Duration duration) throws InterruptedException {
        StackProcess service = stack.service(SERVICE);
        client.admit(ADMIN);
        service.kill();
        stack.backUp(SERVICE, COPY);
        service.start();
        TimeUnit.MILLISECONDS.sleep(duration.toMillis());
        service.kill();
        stack.restore(SERVICE, COPY);
        service.start();
        service.awaitReady();
        done.add(SERVICE + " restored to what it was " + duration.toSeconds() + " s before");
        for (StackService each : StackService.values()) {
            republish(each);
        }
        TimeUnit.MILLISECONDS.sleep(duration.toMillis() / 4);
    }

    private void republish(StackService service) throws InterruptedException {
        Outcome begun = client.send(Command.post(ADMIN, service, "republish", "/v1/admin/republications", Map.of()));
        if (!begun.isDone() || begun.location() == null) {
            found.add(service + " does not republish: " + begun);
            return;
        }
        long end = System.nanoTime() + PATIENCE.toNanos();
        var progress = client.read(ADMIN, service, begun.location());
        while ((progress == null || !progress.hasNonNull("finishedAt")) && System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(100);
            progress = client.read(ADMIN, service, begun.location());
        }
        if (System.nanoTime() >= end) {
            found.add(service + " does not come to the end of its republication: " + progress);
        }
    }

    @Override
    public void heal() {
        stack.service(SERVICE).awaitReady();
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
