package dev.trunkline.tenant.enablement;

import dev.trunkline.platform.outbox.Outbox;
import dev.trunkline.platform.tenancy.DataScope;
import dev.trunkline.tenant.RequestDatabase;
import io.quarkus.agroal.DataSource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Puts unanswered questions again, under the same id, for as long as it takes: number-service answers a repeat as it answered first. Time
 * alone never decides a removal.
 */
@ApplicationScoped
class RemovalReminderJob {

    private static final Logger LOG = Logger.getLogger(RemovalReminderJob.class);
    private static final int QUESTIONS_A_ROUND = 200;

    private final javax.sql.DataSource background;
    private final RequestDatabase database;
    private final RemovalStore removals;
    private final DataScope scope;
    private final Outbox outbox;
    private final RemovalMetrics metrics;
    private final RemovalStore.Patience patience;

    RemovalReminderJob(
            @DataSource("background") javax.sql.DataSource background,
            RequestDatabase database,
            RemovalStore removals,
            DataScope scope,
            Outbox outbox,
            RemovalMetrics metrics,
            RemovalConfig config) {
        this.background = background;
        this.database = database;
        this.removals = removals;
        this.scope = scope;
        this.outbox = outbox;
        this.metrics = metrics;
        this.patience = new RemovalStore.Patience(config.askAgainAfter(), config.askAgainAtLeastEvery());
    }

    @Scheduled(
            every = "${trunkline.removal.look-every:PT10S}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void askAgain() throws SQLException {
        for (Removal removal : unanswered()) {
            if (QuarkusTransaction.requiringNew().call(() -> askAgain(removal))) {
                LOG.warnf(
                        "removal asked again: removalId=%s tenantId=%s operatorId=%s requestedAt=%s",
                        removal.removalId(),
                        removal.key().tenantId(),
                        removal.key().operatorId(),
                        removal.requestedAt());
            }
        }
    }

    private List<Removal> unanswered() throws SQLException {
        try (Connection connection = background.getConnection()) {
            RemovalStore.Backlog backlog = removals.backlog(connection);
            metrics.waiting(backlog.open(), backlog.oldest());
            return removals.findUnanswered(connection, patience, QUESTIONS_A_ROUND);
        }
    }

    private boolean askAgain(Removal removal) {
        scope.enterTenant(removal.key().tenantId());
        boolean asked = database.call(connection -> removals.markAskedAgain(connection, removal, patience));
        if (asked) {
            outbox.append(removal.question());
        }
        return asked;
    }
}
