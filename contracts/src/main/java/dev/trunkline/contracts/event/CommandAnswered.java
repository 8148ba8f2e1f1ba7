package dev.trunkline.contracts.event;

import dev.trunkline.contracts.CommandOutcome;
import dev.trunkline.contracts.E164Number;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What became of an operator's command; a repeat of the command gets the same.
 */
public record CommandAnswered(
        UUID commandId,
        UUID operatorId,
        UUID tenantId,
        @Nullable E164Number telephoneNumber,
        CommandOutcome outcome,
        @Nullable String code,
        @Nullable String detail,
        Instant decidedAt)
        implements Event {

    @Override
    public EventType type() {
        return EventType.COMMAND_ANSWERED;
    }

    @Override
    public String recordKey() {
        return operatorId.toString();
    }

    @Override
    public String subject() {
        return commandId.toString();
    }
}
