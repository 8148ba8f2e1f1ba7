package dev.trunkline.number.inventory;

import dev.trunkline.contracts.ReleaseStatus;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What is under way to give a number back; {@link HoldingStage} has the transitions. */
@Embeddable
public record ReleaseState(
        @Column(name = "release_status") @Nullable ReleaseStatus status,
        @Column(name = "release_request_id") @Nullable UUID requestId,
        @Column(name = "release_requested_at") @Nullable Instant requestedAt,
        @Column(name = "quarantined_until") @Nullable Instant quarantinedUntil) {

    static final ReleaseState NONE = new ReleaseState(null, null, null, null);

    static ReleaseState requested(UUID requestId, Instant at) {
        return new ReleaseState(ReleaseStatus.RELEASE_REQUESTED, requestId, at, null);
    }

    static ReleaseState quarantined(Instant until) {
        return new ReleaseState(ReleaseStatus.QUARANTINED, null, null, until);
    }
}
