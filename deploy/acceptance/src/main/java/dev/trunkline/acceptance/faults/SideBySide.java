package dev.trunkline.acceptance.faults;

import dev.trunkline.local.LocalStack;
import dev.trunkline.local.StackService;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A second replica of each service beside the first, all of the time: they share requests, lanes and partitions. Of another version where
 * the stack's second replicas are: then it is what a roll-out is like while it lasts.
 */
final class SideBySide implements Faults {

    private final LocalStack stack;
    private final Site site;
    private final List<String> done = new ArrayList<>();
    private final List<String> found = new ArrayList<>();

    SideBySide(LocalStack stack, Site site) {
        this.stack = stack;
        this.site = site;
    }

    @Override
    public void prepare() {
        site.addSeconds(stack);
    }

    @Override
    public void run(Duration duration) throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(duration.toMillis());
        for (StackService service : StackService.values()) {
            int members = Exchange.members(stack, service);
            done.add(members + " of " + service.module());
            if (members != 2) {
                found.add(service.module() + " has " + members + " members in its group, not 2");
            }
        }
    }

    /** They stay: what is left to do both of each service do. */
    @Override
    public void heal() {}

    @Override
    public List<String> done() {
        return List.copyOf(done);
    }

    /** Nothing stops here, so nobody is refused anything for that. */
    @Override
    public List<String> violations(List<Failure> failures) {
        return Faults.withAll(failures, found);
    }
}
