package dev.trunkline.operator.release;

import dev.trunkline.contracts.Ids;
import dev.trunkline.contracts.ReleaseDecision;
import dev.trunkline.contracts.event.ReleaseDecided;
import dev.trunkline.operator.operation.OperationKind;
import dev.trunkline.operator.request.RequestDecisions.Decision;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The commands that decide release requests. */
final class ReleaseCommands {

    private ReleaseCommands() {}

    /**
     * A decision on a request.
     *
     * @param quarantineDays the operator's setting, which a confirmation relies on
     */
    static ReleaseDecided of(
            ReleaseRequest request,
            ReleaseDecision decision,
            @Nullable String reason,
            int quarantineDays,
            String by,
            Instant at) {
        return new ReleaseDecided(
                Ids.next(),
                request.operatorId(),
                request.tenantId(),
                request.telephoneNumber(),
                request.holdingId(),
                request.releaseRequestId(),
                decision,
                reason,
                quarantineDays,
                by,
                at);
    }

    static Decision decisionOf(ReleaseDecided command) {
        return new Decision(command.commandId(), kindOf(command.decision()), command.decidedBy(), command.decidedAt());
    }

    static OperationKind kindOf(ReleaseDecision decision) {
        return switch (decision) {
            case CONFIRMED -> OperationKind.RELEASE_CONFIRMATION;
            case REFUSED -> OperationKind.RELEASE_REFUSAL;
        };
    }
}
