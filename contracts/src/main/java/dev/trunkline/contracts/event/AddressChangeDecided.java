package dev.trunkline.contracts.event;

import dev.trunkline.contracts.AddressChangeDecision;
import dev.trunkline.contracts.E164Number;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The operator's answer to one address change request: a command to number-service with its preconditions. */
public record AddressChangeDecided(
        UUID commandId,
        UUID operatorId,
        UUID tenantId,
        E164Number telephoneNumber,
        UUID holdingId,
        UUID requestId,
        AddressChangeDecision decision,
        @Nullable String reason,
        String decidedBy,
        Instant decidedAt)
        implements Event {

    @Override
    public EventType type() {
        return EventType.ADDRESS_CHANGE_DECIDED;
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
