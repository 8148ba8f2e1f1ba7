package dev.trunkline.acceptance.faults;

import dev.trunkline.local.StackService;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** PostgreSQL is away for one service. The other two go on; this one says when to come again, and comes back by itself. */
final class DatabaseAway implements Faults {

    /** Connections of before end with whatever they were at. */
    private static final Duration LATER = Duration.ofSeconds(1);

    private final Site site;
    private final StackService service;
    private final List<String> done = new ArrayList<>();
    private Instant gone = Instant.MAX;
    private Instant back = Instant.MAX;

    DatabaseAway(Site site, StackService service) {
        this.site = site;
        this.service = service;
    }

    @Override
    public void run(Duration duration) throws InterruptedException {
        gone = Instant.now();
        site.database(service).become(Link.State.CUT);
        TimeUnit.MILLISECONDS.sleep(duration.toMillis());
        back = Instant.now();
        site.database(service).become(Link.State.OPEN);
        done.add("PostgreSQL away for " + service + " for " + duration.toSeconds() + " s");
    }

    @Override
    public void heal() {
        site.open();
    }

    @Override
    public List<String> done() {
        return List.copyOf(done);
    }

    @Override
    public List<String> violations(List<Failure> failures) {
        List<String> violations = new ArrayList<>();
        for (Failure failure : failures) {
            if (failure.at().isBefore(gone.plus(LATER)) || failure.at().isAfter(back)) {
                continue;
            }
            if (failure.service() != service) {
                violations.add("failed though its database was there: " + failure);
            } else if (failure.status() != 503 || !failure.retryAfter()) {
                violations.add("did not say when to come again: " + failure);
            }
        }
        return violations;
    }
}
