package dev.trunkline.contracts.event;

import dev.trunkline.contracts.E164Number;
import dev.trunkline.contracts.RemovalOutcome;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * number-service's decision. Once accepted nothing of that scope and epoch can land any more.
 *
 * @param blockingNumbers the first 100 in number order
 * @param requestedAt when tenant-service asked, by its own clock; absent from decisions of a sender that does not keep it
 */
public record RemovalDecided(
        UUID removalId,
        UUID tenantId,
        UUID operatorId,
        int epoch,
        RemovalScope scope,
        RemovalOutcome outcome,
        long assigned,
        long unassigned,
        List<E164Number> blockingNumbers,
        Instant decidedAt,
        @Nullable Instant requestedAt)
        implements Event {

    public RemovalDecided {
        blockingNumbers = blockingNumbers == null ? List.of() : List.copyOf(blockingNumbers);
    }

    @Override
    public EventType type() {
        return EventType.REMOVAL_DECIDED;
    }

    @Override
    public String recordKey() {
        return tenantId.toString();
    }

    @Override
    public String subject() {
        return removalId.toString();
    }
}
