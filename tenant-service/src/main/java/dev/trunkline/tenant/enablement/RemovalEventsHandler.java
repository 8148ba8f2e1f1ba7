package dev.trunkline.tenant.enablement;

import dev.trunkline.contracts.RemovalOutcome;
import dev.trunkline.contracts.RemovalScopeKind;
import dev.trunkline.contracts.event.EnablementApplied;
import dev.trunkline.contracts.event.EventType;
import dev.trunkline.contracts.event.RemovalDecided;
import dev.trunkline.platform.inbox.EventsHandler;
import dev.trunkline.platform.inbox.InboundEvent;
import dev.trunkline.platform.inbox.InboxTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Takes number-service's answers: decisions on removals, and word that an enablement has taken effect.
 *
 * <p>Only the decision that names the open removal, in the present epoch, changes anything; late, repeated and foreign ones are counted. The
 * exception is what a restore of the database has made forgotten, see {@link Restoration}.
 */
@ApplicationScoped
class RemovalEventsHandler implements EventsHandler {

    static final String DECIDER = "number-service";

    private final EnablementStore enablements;
    private final RemovalStore removals;
    private final EnablementHistoryStore history;
    private final ContactErasure erasure;
    private final Restoration restoration;
    private final RemovalMetrics metrics;

    RemovalEventsHandler(
            EnablementStore enablements,
            RemovalStore removals,
            EnablementHistoryStore history,
            ContactErasure erasure,
            Restoration restoration,
            RemovalMetrics metrics) {
        this.enablements = enablements;
        this.removals = removals;
        this.history = history;
        this.erasure = erasure;
        this.restoration = restoration;
        this.metrics = metrics;
    }

    @Override
    public Set<EventType> types() {
        return Set.of(EventType.REMOVAL_DECIDED, EventType.ENABLEMENT_APPLIED);
    }

    @Override
    public void apply(InboxTransaction transaction, List<InboundEvent> events) throws SQLException {
        // Rows are locked in key order; the sort is stable, so that the events of one enablement keep theirs.
        List<InboundEvent> inLockOrder = events.stream()
                .sorted(Comparator.comparing(event -> key(event).toString()))
                .toList();
        for (InboundEvent event : inLockOrder) {
            if (event.payload() instanceof RemovalDecided decided) {
                decide(transaction, event, decided);
            } else {
                markEffective(transaction, event);
            }
        }
    }

    private static EnablementKey key(InboundEvent event) {
        if (event.payload() instanceof RemovalDecided decided) {
            return new EnablementKey(decided.tenantId(), decided.operatorId());
        }
        EnablementApplied applied = event.payloadAs(EnablementApplied.class);
        return new EnablementKey(applied.tenantId(), applied.operatorId());
    }

    private void markEffective(InboxTransaction transaction, InboundEvent event) throws SQLException {
        EnablementApplied applied = event.payloadAs(EnablementApplied.class);
        EnablementKey key = new EnablementKey(applied.tenantId(), applied.operatorId());
        boolean noted = enablements.markEffective(
                transaction.connection(), key, applied.epoch(), applied.enablementRevision(), applied.appliedAt());
        if (!noted) {
            restoration.catchUp(transaction, event, applied);
        }
    }

    private void decide(InboxTransaction transaction, InboundEvent event, RemovalDecided decided) throws SQLException {
        Connection connection = transaction.connection();
        Optional<Enablement> found =
                enablements.lock(connection, new EnablementKey(decided.tenantId(), decided.operatorId()));
        if (found.isEmpty()) {
            ignore(transaction);
            return;
        }
        Enablement enablement = found.get();
        if (enablement.awaits(decided.removalId(), decided.epoch())) {
            take(transaction, event, enablement, decided);
            return;
        }
        switch (restoration.examine(transaction, event, enablement, decided)) {
            case REMOVAL_RECALLED -> {
                take(transaction, event, enablement, decided);
                tellContact(transaction, event, enablement);
            }
            case NOTHING_FORGOTTEN, CONSENT_RENEWED -> ignore(transaction);
        }
    }

    private void ignore(InboxTransaction transaction) {
        metrics.decided("ignored");
        transaction.countStale(1);
    }

    /** Under its new revision: the others may know one that a restore has made forgotten. */
    private static void tellContact(InboxTransaction transaction, InboundEvent event, Enablement enablement)
            throws SQLException {
        if (enablement.contact() != null) {
            transaction.append(EnablementEvents.contactChanged(enablement), event);
        }
    }

    private void take(InboxTransaction transaction, InboundEvent event, Enablement enablement, RemovalDecided decided)
            throws SQLException {
        Connection connection = transaction.connection();
        PendingRemoval removal = Objects.requireNonNull(enablement.removal());
        EnablementState before = enablement.state();
        Moment moment = enablements.next(connection, enablement.revisions().current(), DECIDER);
        enablement.decide(decided.outcome(), moment);
        enablements.update(connection, enablement);
        removals.decide(connection, decided);
        history.append(connection, enablement, action(decided.outcome()), before, moment, removal);
        if (decided.outcome() == RemovalOutcome.ACCEPTED && removal.scope().kind() == RemovalScopeKind.OPERATOR) {
            erasure.erase(connection, enablement.key());
        }
        transaction.append(EnablementEvents.changed(enablement), event);
        metrics.decided(decided.outcome().wire());
    }

    private static EnablementAction action(RemovalOutcome outcome) {
        return switch (outcome) {
            case ACCEPTED -> EnablementAction.REMOVAL_ACCEPTED;
            case REFUSED -> EnablementAction.REMOVAL_REFUSED;
        };
    }
}
