package dev.trunkline.contracts.event;

import dev.trunkline.contracts.E164Number;
import dev.trunkline.contracts.ReleaseDecision;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The operator's answer to one release request: a command to number-service with its preconditions.
 *
 * @param quarantineDays the operator's setting that the decision relied on, 0 to 365
 */
public record ReleaseDecided(
        UUID commandId,
        UUID operatorId,
        UUID tenantId,
        E164Number telephoneNumber,
        UUID holdingId,
        UUID releaseRequestId,
        ReleaseDecision decision,
        @Nullable String reason,
        int quarantineDays,
        String decidedBy,
        Instant decidedAt)
        implements Event {

    @Override
    public EventType type() {
        return EventType.RELEASE_DECIDED;
    }

    @Override
    public String recordKey() {
        return tenantId.toString();
    }

    @Override
    public String subject() {
        return commandId.toString();
    }
}
