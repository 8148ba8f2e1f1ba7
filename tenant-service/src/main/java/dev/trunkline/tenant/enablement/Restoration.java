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
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Finds out what a restore of the database to an earlier moment has made forgotten, from what number-service answers, and makes it good.
 *
 * <p>A consent that was withdrawn since stays withdrawn: number-service's fences are for ever, and it says their decisions again. What was
 * consented to anew after the restore goes on beyond those fences. Everything else holds as this database has it, being the owner's; it goes
 * on under a later epoch and revision than the others know, or they would take it for old news. Consents given since are lost, and have to be
 * given again.
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

    /** What to do about a decision that answers no open question. */
    enum Finding {
        /** It is late, repeated or foreign. */
        NOTHING_FORGOTTEN,
        /** Its question is open again, and the decision can be taken. */
        REMOVAL_RECALLED,
        /** What it closes was consented to again after it; the enablement goes on beyond it, and is told anew. */
        CONSENT_RENEWED
    }

    /** Looks whether an accepted removal was forgotten here, and makes it good. */
    Finding examine(InboxTransaction transaction, InboundEvent event, Enablement enablement, RemovalDecided decided)
            throws SQLException {
        Connection connection = transaction.connection();
        if (!closes(decided, enablement)
                || removals.find(connection, enablement.key(), decided.removalId())
                        .isPresent()) {
            return Finding.NOTHING_FORGOTTEN;
        }
        Finding finding = judge(enablement, decided, consentedSince(connection, enablement, decided.scope()));
        switch (finding) {
            case REMOVAL_RECALLED -> recall(connection, enablement, decided);
            case CONSENT_RENEWED -> renew(transaction, event, enablement, decided);
            case NOTHING_FORGOTTEN -> {}
        }
        return finding;
    }

    /**
     * What a decision that was forgotten means for what it closes.
     *
     * @param consentedSince since when that has been consented to without a break
     */
    static Finding judge(Enablement enablement, RemovalDecided decided, Instant consentedSince) {
        if (consentedSince.isAfter(askedAt(decided))) {
            return Finding.CONSENT_RENEWED;
        }
        return isLast(decided.scope(), enablement) ? Finding.NOTHING_FORGOTTEN : Finding.REMOVAL_RECALLED;
    }

    private Instant consentedSince(Connection connection, Enablement enablement, RemovalScope scope)
            throws SQLException {
        return scope.country() == null
                ? enablement.dates().enabledAt()
                : history.consentedSince(connection, enablement.key(), scope.country(), scope.service());
    }

    /** By this service's own clock, as consents are dated. A decision that does not say it was made later than asked for. */
    private static Instant askedAt(RemovalDecided decided) {
        return Objects.requireNonNullElse(decided.requestedAt(), decided.decidedAt());
    }

    private void renew(InboxTransaction transaction, InboundEvent event, Enablement enablement, RemovalDecided decided)
            throws SQLException {
        Connection connection = transaction.connection();
        Moment moment = enablements.next(connection, enablement.revisions().current(), RemovalEventsHandler.DECIDER);
        enablement.goOnBeyond(decided.epoch(), decided.scope(), moment);
        LOG.warnf(
                "enablement goes on beyond a removal that a restore has made forgotten: removalId=%s tenantId=%s operatorId=%s epoch=%d",
                decided.removalId(), decided.tenantId(), decided.operatorId(), enablement.epoch());
        tellAnew(transaction, event, enablement, moment);
    }

    private void recall(Connection connection, Enablement enablement, RemovalDecided decided) throws SQLException {
        EnablementKey key = enablement.key();
        Moment moment = enablements.next(connection, enablement.revisions().current(), RemovalEventsHandler.DECIDER);
        enablement.recallRemoval(decided.removalId(), decided.epoch(), decided.scope(), moment);
        Removal removal = new Removal(
                decided.removalId(),
                key,
                decided.epoch(),
                decided.scope(),
                RemovalState.PENDING,
                askedAt(decided),
                null);
        removals.insert(connection, removal, RemovalEventsHandler.DECIDER);
        LOG.warnf(
                "removal had been forgotten, by a restore: removalId=%s tenantId=%s operatorId=%s decidedAt=%s",
                decided.removalId(), key.tenantId(), key.operatorId(), decided.decidedAt());
    }

    /** Whether it closes what is consented to. An enablement with an open removal waits for that answer first. */
    static boolean closes(RemovalDecided decided, Enablement enablement) {
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
        return Objects.requireNonNullElse(scope.countryEpoch(), 0) >= country.epoch()
                && (scope.kind() == RemovalScopeKind.COUNTRY
                        || country.services().contains(scope.service()));
    }

    /** The last of all is never withdrawn alone: what was consented to beside it was forgotten too, and comes first. */
    static boolean isLast(RemovalScope scope, Enablement enablement) {
        return switch (scope.kind()) {
            case OPERATOR -> false;
            case COUNTRY ->
                enablement.countries().stream().filter(ConsentedCountry::isLive).count() == 1;
            case SERVICE ->
                EnablementRules.liveCountry(enablement, String.valueOf(scope.country()))
                                .services()
                                .size()
                        == 1;
        };
    }

    /**
     * Tells the enablement anew when number-service has applied a later state of it than this database knows. One with an open removal stays in
     * the epoch that its question names, or no answer would fit; it is told when that has come, and then answered again.
     */
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
        if (enablement.removal() != null || !enablement.isBehind(applied.epoch(), applied.enablementRevision())) {
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
        tellAnew(transaction, event, enablement, moment);
    }

    private void tellAnew(InboxTransaction transaction, InboundEvent event, Enablement enablement, Moment moment)
            throws SQLException {
        Connection connection = transaction.connection();
        enablements.update(connection, enablement);
        history.append(connection, enablement, EnablementAction.RESTORED, enablement.state(), moment, null);
        transaction.append(EnablementEvents.changed(enablement), event);
        if (enablement.contact() != null) {
            transaction.append(EnablementEvents.contactChanged(enablement), event);
        }
    }
}
