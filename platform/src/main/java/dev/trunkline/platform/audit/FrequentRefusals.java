package dev.trunkline.platform.audit;

import io.quarkus.runtime.ShutdownEvent;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Refusals of which a caller can have thousands a second (429): the first is told at once, those that follow within a while by one line with
 * their number. All {@code times} together are what was refused.
 */
@ApplicationScoped
public class FrequentRefusals {

    private record Counted(String line, long further) {

        Counted more() {
            return new Counted(line, further + 1);
        }
    }

    private final ConcurrentMap<String, Counted> byActor = new ConcurrentHashMap<>();
    private final Vertx vertx;
    private final long millis;

    FrequentRefusals(Vertx vertx, @ConfigProperty(name = "trunkline.audit.refusals-counted-for") Duration counted) {
        this.vertx = vertx;
        this.millis = counted.toMillis();
    }

    /** One that no resource knows of. */
    public void refusedEarly(RoutingContext context, String subject) {
        String actor = AuditLog.printable(subject);
        if (byActor.computeIfPresent(actor, (key, counted) -> counted.more()) == null) {
            refused(actor, AuditLog.earlyRefusal(context, actor));
        }
    }

    /** @param line without how often */
    void refused(String actor, String line) {
        Counted counted =
                byActor.compute(actor, (key, before) -> before == null ? new Counted(line, 0) : before.more());
        if (counted.further() == 0) {
            AuditLog.write(line + " times=1");
            vertx.setTimer(millis, elapsed -> tell(actor));
        }
    }

    private void tell(String actor) {
        Counted counted = byActor.remove(actor);
        if (counted != null && counted.further() > 0) {
            AuditLog.write(counted.line() + " times=" + counted.further());
        }
    }

    void stop(@Observes ShutdownEvent stopping) {
        byActor.keySet().forEach(this::tell);
    }
}
