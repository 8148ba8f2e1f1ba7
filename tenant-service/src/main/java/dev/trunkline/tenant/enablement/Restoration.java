package dev.trunkline.tenant.enablement;

import dev.trunkline.contracts.RemovalOutcome;
import dev.trunkline.contracts.RemovalScopeKind;
import dev.trunkline.contracts.event.EnablementApplied;
import dev.trunkline.contracts.event.RemovalDecided;
import dev.trunkline.contracts.event.RemovalScope;
import dev.trunkline.platform.inbox.InboundEvent;
import dev.trunkline.platform.inbox.InboxTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Finds out what a restore of the database to an earlier moment has made forgotten, from what number-service answers, and makes it good.
 *
 * <p>A consent that was withdrawn since stays withdrawn: number-service's fences are for ever, and it says their decisions again. Everything
 * else holds as this database has it, being the owner's; it goes on under a later epoch and revision than the others know, or they would take
 * it for old news. Consents given since are lost, and have to be given again.
 */
@ApplicationScoped
class Restoration {

    private static final Logger LOG = Logger.getLogger(Restoration.class);

    private final EnablementStore enablements;
    private final RemovalStore removals;
    private final EnablementHistoryStore history;

    Restoration(EnablementStore enablements, RemovalStore removals, EnablementHistoryStore history) {
        this.enablements = enablements;
        this.removals = removals;
        this.history = history;
    }

    /**
     * Puts the question of an accepted removal back that this database has never known, so that its decision can be taken.
     *
     * @return false when there is nothing forgotten
     */
    boolean recall(Connection connection, Enablement enablement, RemovalDecided decided) throws SQLException {
        EnablementKey key = enablement.key();
        if (!closes(decided, enablement)
                || removals.find(connection, key, decided.removalId()).isPresent()) {
            return false;
        }
        Moment moment = enablements.next(connection, enablement.revisions().current(), RemovalEventsHandler.DECIDER);
        enablement.goOnFrom(decided.epoch(), moment);
        enablement.requestRemoval(decided.removalId(), decided.scope(), moment);
        Removal removal = new Removal(
                decided.removalId(),
                key,
                decided.epoch(),
                decided.scope(),
                RemovalState.PENDING,
                decided.decidedAt(),
                null);
        removals.insert(connection, removal, RemovalEventsHandler.DECIDER);
        LOG.warnf(
                "removal had been forgotten, by a restore: removalId=%s tenantId=%s operatorId=%s decidedAt=%s",
                decided.removalId(), key.tenantId(), key.operatorId(), decided.decidedAt());
        return true;
    }

    /** Whether it closes what is consented to. An enablement with an open removal waits for that answer first. */
    private static boolean closes(RemovalDecided decided, Enablement enablement) {
        if (decided.outcome() != RemovalOutcome.ACCEPTED
                || enablement.removal() != null
                || enablement.state() == EnablementState.REMOVED) {
            return false;
        }
        RemovalScope scope = decided.scope();
        if (scope.kind() == RemovalScopeKind.OPERATOR) {
            return decided.epoch() >= enablement.epoch();
        }
        ConsentedCountry country = enablement.country(String.valueOf(scope.country()));
        if (decided.epoch() != enablement.epoch() || country == null || !country.isLive()) {
            return false;
        }
        // The last of all is never withdrawn alone: what was consented to beside it was forgotten too, and comes first.
        boolean others = scope.kind() == RemovalScopeKind.COUNTRY
                ? enablement.countries().stream()
                                .filter(ConsentedCountry::isLive)
                                .count()
                        > 1
                : country.services().contains(scope.service())
                        && country.services().size() > 1;
        return others && Objects.requireNonNullElse(scope.countryEpoch(), 0) >= country.epoch();
    }

    /** Tells the enablement anew when number-service has applied a later state of it than this database knows. */
    void catchUp(InboxTransaction transaction, InboundEvent event, EnablementApplied applied) throws SQLException {
        Connection connection = transaction.connection();
        EnablementKey key = new EnablementKey(applied.tenantId(), applied.operatorId());
        Optional<Enablement> found = enablements.lock(connection, key);
        if (found.isEmpty()) {
            LOG.warnf(
                    "number-service knows an enablement that is not there: tenantId=%s operatorId=%s epoch=%d",
                    key.tenantId(), key.operatorId(), applied.epoch());
            return;
        }
        Enablement enablement = found.get();
        if (!enablement.isBehind(applied.epoch(), applied.enablementRevision())) {
            return;
        }
        Moment moment = enablements.next(
                connection,
                Math.max(enablement.revisions().current(), applied.enablementRevision()),
                RemovalEventsHandler.DECIDER);
        LOG.warnf(
                "enablement goes on from a state that a restore has made forgotten: tenantId=%s operatorId=%s status=%s epoch=%d known=%d",
                key.tenantId(), key.operatorId(), enablement.state().wire(), enablement.epoch(), applied.epoch());
        enablement.goOnFrom(applied.epoch(), moment);
        enablements.update(connection, enablement);
        history.append(
                connection, enablement, EnablementAction.RESTORED, enablement.state(), moment, enablement.removal());
        transaction.append(EnablementEvents.changed(enablement), event);
        if (enablement.contact() != null) {
            transaction.append(EnablementEvents.contactChanged(enablement), event);
        }
    }
}
