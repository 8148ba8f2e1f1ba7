package dev.trunkline.tenant.enablement;

import dev.trunkline.contracts.EnablementStatus;
import java.util.Map;
import java.util.Set;

/**
 * State machine of a consent.
 *
 * <pre>
 *    enable
 *      |
 *      v          suspend
 *   active  ------------------->  suspended
 *    ^ | ^  <-------------------    |   ^
 *    | | |        resume            |   |
 *    | | | refused                  |   | refused
 *    | | +---------  removing  -----|---+
 *    | |                ^ |         |
 *    | +----- remove ---+ | --------+ remove
 *    |                    | accepted
 *    |                    v
 *    +-- enable again -- removed
 * </pre>
 *
 * <p>{@code removing} ends by number-service's decision only, never by a clock; refused, it gives way to the state before.
 */
enum EnablementState {
    ACTIVE(EnablementStatus.ACTIVE),
    SUSPENDED(EnablementStatus.SUSPENDED),
    REMOVING(EnablementStatus.REMOVING),
    REMOVED(EnablementStatus.REMOVED);

    private static final Map<EnablementState, Set<EnablementState>> TRANSITIONS = Map.of(
            ACTIVE, Set.of(SUSPENDED, REMOVING),
            SUSPENDED, Set.of(ACTIVE, REMOVING),
            REMOVING, Set.of(ACTIVE, SUSPENDED, REMOVED),
            REMOVED, Set.of(ACTIVE));

    private final EnablementStatus status;

    EnablementState(EnablementStatus status) {
        this.status = status;
    }

    EnablementStatus status() {
        return status;
    }

    /** The spelling in JSON and in the database. */
    String wire() {
        return status.wire();
    }

    boolean mayBecome(EnablementState next) {
        return TRANSITIONS.getOrDefault(this, Set.of()).contains(next);
    }

    /** Guards a transition that the callers have checked before: a way past the table is a programming error. */
    EnablementState become(EnablementState next) {
        if (!mayBecome(next)) {
            throw new IllegalStateException("an enablement that is " + wire() + " cannot become " + next.wire());
        }
        return next;
    }

    static EnablementState of(EnablementStatus status) {
        return switch (status) {
            case ACTIVE -> ACTIVE;
            case SUSPENDED -> SUSPENDED;
            case REMOVING -> REMOVING;
            case REMOVED -> REMOVED;
        };
    }

    static EnablementState fromString(String wire) {
        return of(EnablementStatus.fromString(wire));
    }
}
