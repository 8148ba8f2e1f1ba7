package dev.trunkline.tenant.enablement;

import dev.trunkline.contracts.Ids;
import dev.trunkline.contracts.RemovalScopeKind;
import dev.trunkline.contracts.event.RemovalScope;
import dev.trunkline.platform.outbox.Outbox;
import dev.trunkline.platform.web.Caller;
import dev.trunkline.platform.web.EntityTags;
import dev.trunkline.tenant.RequestDatabase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Puts the questions whether something may be withdrawn; {@link RemovalEventsHandler} takes the answers. */
@ApplicationScoped
class RemovalService {

    private final RequestDatabase database;
    private final EnablementChanges changes;
    private final RemovalStore removals;
    private final Outbox outbox;
    private final Caller caller;

    RemovalService(
            RequestDatabase database, EnablementChanges changes, RemovalStore removals, Outbox outbox, Caller caller) {
        this.database = database;
        this.changes = changes;
        this.removals = removals;
        this.outbox = outbox;
        this.caller = caller;
    }

    /**
     * Asks number-service whether what {@code wanted} names may be withdrawn.
     *
     * @param wanted the country's epoch is filled in here
     * @return the removal to follow
     */
    @Transactional
    UUID requestRemoval(EnablementKey key, RemovalScope wanted, @Nullable String ifMatch) {
        return database.call(connection -> {
            Enablement enablement = changes.lock(connection, key);
            EnablementRules.requireRemovable(enablement, wanted);
            EntityTags.requireMatch(ifMatch, enablement.revisions().current());
            RemovalScope scope = withCountryEpoch(enablement, wanted);
            EnablementState before = enablement.state();
            Moment moment = changes.next(connection, enablement);
            Removal removal =
                    new Removal(Ids.next(), key, enablement.epoch(), scope, RemovalState.PENDING, moment.at(), null);
            enablement.requestRemoval(removal.removalId(), scope, moment);
            removals.insert(connection, removal, caller.subject());
            changes.save(
                    connection, enablement, EnablementAction.REMOVAL_REQUESTED, before, moment, enablement.removal());
            outbox.append(removal.question());
            return removal.removalId();
        });
    }

    private static RemovalScope withCountryEpoch(Enablement enablement, RemovalScope wanted) {
        if (wanted.kind() == RemovalScopeKind.OPERATOR) {
            return wanted;
        }
        ConsentedCountry country = EnablementRules.liveCountry(enablement, String.valueOf(wanted.country()));
        return new RemovalScope(wanted.kind(), country.country(), country.epoch(), wanted.service());
    }
}
