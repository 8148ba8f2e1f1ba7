package dev.trunkline.operator.release;

import dev.trunkline.contracts.HoldingStatus;
import dev.trunkline.contracts.ReleaseStatus;
import dev.trunkline.contracts.event.EmergencyLocationsChanged;
import dev.trunkline.contracts.event.Event;
import dev.trunkline.contracts.event.EventType;
import dev.trunkline.contracts.event.NumberSnapshot;
import dev.trunkline.contracts.event.NumbersAcquired;
import dev.trunkline.contracts.event.NumbersAssigned;
import dev.trunkline.contracts.event.NumbersChanged;
import dev.trunkline.contracts.event.NumbersReleased;
import dev.trunkline.contracts.event.NumbersRestated;
import dev.trunkline.contracts.event.NumbersUnassigned;
import dev.trunkline.contracts.event.ReleasesRefused;
import dev.trunkline.contracts.event.ReleasesRequested;
import dev.trunkline.contracts.event.ReleasesWithdrawn;
import dev.trunkline.platform.inbox.InboundEvent;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** One number of one of our operators in one event. */
record NumberChange(UUID operatorId, UUID tenantId, EventType type, NumberSnapshot snapshot, InboundEvent cause) {

    /** The changes that an event tells of; numbers that no operator of ours provides are none. */
    static Stream<NumberChange> of(InboundEvent event) {
        Event payload = event.payload();
        UUID tenantId = payload.tenantId();
        if (tenantId == null) {
            return Stream.empty();
        }
        return items(payload).stream().mapMulti((item, changes) -> {
            UUID operatorId = item.operatorId();
            if (operatorId != null) {
                changes.accept(new NumberChange(operatorId, tenantId, event.type(), item, event));
            }
        });
    }

    private static List<NumberSnapshot> items(Event payload) {
        if (payload instanceof NumbersAcquired acquired) {
            return acquired.items();
        }
        if (payload instanceof NumbersAssigned assigned) {
            return assigned.items();
        }
        if (payload instanceof NumbersUnassigned unassigned) {
            return unassigned.items();
        }
        if (payload instanceof NumbersReleased released) {
            return released.items();
        }
        if (payload instanceof NumbersChanged changed) {
            return changed.items();
        }
        if (payload instanceof NumbersRestated restated) {
            return restated.items();
        }
        if (payload instanceof EmergencyLocationsChanged changed) {
            return changed.items();
        }
        if (payload instanceof ReleasesRequested requested) {
            return requested.items();
        }
        if (payload instanceof ReleasesWithdrawn withdrawn) {
            return withdrawn.items();
        }
        if (payload instanceof ReleasesRefused refused) {
            return refused.items();
        }
        return List.of();
    }

    NumberBulkStore.Key key() {
        return new NumberBulkStore.Key(
                operatorId, tenantId, snapshot.telephoneNumber().digits());
    }

    /** Whether the operator has still to answer a request. */
    boolean asksForRelease() {
        return snapshot.releaseStatus() == ReleaseStatus.RELEASE_REQUESTED && snapshot.releaseRequestId() != null;
    }

    /** What it makes of a request that it no longer names. */
    ReleaseRequestStatus endOfEarlierRequests() {
        if (snapshot.status() != HoldingStatus.HELD || type == EventType.NUMBERS_RELEASED) {
            return ReleaseRequestStatus.CONFIRMED;
        }
        return type == EventType.RELEASES_REFUSED ? ReleaseRequestStatus.REFUSED : ReleaseRequestStatus.WITHDRAWN;
    }
}
