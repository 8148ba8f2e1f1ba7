package dev.trunkline.tenant.enablement;

import dev.trunkline.contracts.E164Number;
import dev.trunkline.contracts.event.RemovalRequested;
import dev.trunkline.contracts.event.RemovalScope;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One question to number-service whether a scope may be withdrawn, and its answer.
 *
 * @param epoch of the enablement that is meant
 */
record Removal(
        UUID removalId,
        EnablementKey key,
        int epoch,
        RemovalScope scope,
        RemovalState state,
        Instant requestedAt,
        @Nullable Answer answer) {

    /**
     * What number-service counted.
     *
     * @param blockingNumbers the first 100 in number order
     */
    record Answer(Instant decidedAt, long assigned, long unassigned, List<E164Number> blockingNumbers) {}

    /** The question, the same each time it is asked. */
    RemovalRequested question() {
        return new RemovalRequested(removalId, key.tenantId(), key.operatorId(), epoch, scope, requestedAt);
    }
}
