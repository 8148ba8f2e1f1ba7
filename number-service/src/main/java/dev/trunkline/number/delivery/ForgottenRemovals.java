package dev.trunkline.number.delivery;

import dev.trunkline.contracts.CountryStatus;
import dev.trunkline.contracts.EnablementStatus;
import dev.trunkline.contracts.RemovalScopeKind;
import dev.trunkline.contracts.event.EnablementChanged;
import dev.trunkline.contracts.event.EnablementChanged.CountryConsent;
import dev.trunkline.number.delivery.Fences.Fence;
import dev.trunkline.number.enablement.Enablement;
import dev.trunkline.number.enablement.EnablementListener;
import dev.trunkline.platform.inbox.InboundEvent;
import dev.trunkline.platform.inbox.InboxTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;

/**
 * Says an accepted removal again when tenant-service shows as consented to what it closed: its database was restored to a moment before.
 * Fences are for ever, so without it every number would be refused under a consent that looks whole.
 *
 * <p>An enablement with an open removal is left alone: its question is asked until it is answered, and the enablement told again then.
 */
@ApplicationScoped
class ForgottenRemovals implements EnablementListener {

    private final FenceStore fences;

    ForgottenRemovals(FenceStore fences) {
        this.fences = fences;
    }

    @Override
    public void applied(InboxTransaction transaction, Enablement enablement, InboundEvent told) throws SQLException {
        EnablementChanged change = told.payloadAs(EnablementChanged.class);
        if (change.status() == EnablementStatus.REMOVED || change.removalId() != null) {
            return;
        }
        // What an epoch has lost that is over itself is no matter: the newer one goes on.
        int newest = Math.max(change.epoch(), enablement.epoch());
        for (FenceStore.Decided decided :
                fences.decidedSince(transaction.connection(), change.tenantId(), change.operatorId(), newest)) {
            if (closes(decided.fence(), change)) {
                transaction.append(decided.decision(), told);
            }
        }
    }

    private static boolean closes(Fence fence, EnablementChanged change) {
        return fence.scope() == RemovalScopeKind.OPERATOR
                || (fence.epoch() == change.epoch()
                        && change.countries().stream().anyMatch(country -> closes(fence, country)));
    }

    private static boolean closes(Fence fence, CountryConsent country) {
        return country.status() != CountryStatus.REMOVED
                && fence.country().equals(country.country())
                && fence.countryEpoch() >= country.epoch()
                && (fence.scope() == RemovalScopeKind.COUNTRY
                        || country.services().stream()
                                .anyMatch(service -> service.wire().equals(fence.service())));
    }
}
