package dev.trunkline.tenant.enablement;

import dev.trunkline.contracts.CountryStatus;
import java.util.Map;
import java.util.Set;

/**
 * State machine of one country within a consent.
 *
 * <pre>
 *             remove                accepted
 *   active ------------> removing ------------> removed
 *    ^ ^  <------------                          ^ |
 *    | |      refused                            | |
 *    | +------------------ add again ------------|-+
 *    +-------- the whole operator is removed ----+
 * </pre>
 */
enum CountryState {
    ACTIVE(CountryStatus.ACTIVE),
    REMOVING(CountryStatus.REMOVING),
    REMOVED(CountryStatus.REMOVED);

    private static final Map<CountryState, Set<CountryState>> TRANSITIONS = Map.of(
            ACTIVE, Set.of(REMOVING, REMOVED),
            REMOVING, Set.of(ACTIVE, REMOVED),
            REMOVED, Set.of(ACTIVE));

    private final CountryStatus status;

    CountryState(CountryStatus status) {
        this.status = status;
    }

    CountryStatus status() {
        return status;
    }

    /** The spelling in JSON and in the database. */
    String wire() {
        return status.wire();
    }

    boolean mayBecome(CountryState next) {
        return TRANSITIONS.getOrDefault(this, Set.of()).contains(next);
    }

    /** Guards a transition that the callers have checked before: a way past the table is a programming error. */
    CountryState become(CountryState next) {
        if (!mayBecome(next)) {
            throw new IllegalStateException("a country that is " + wire() + " cannot become " + next.wire());
        }
        return next;
    }

    static CountryState fromString(String wire) {
        return switch (CountryStatus.fromString(wire)) {
            case ACTIVE -> ACTIVE;
            case REMOVING -> REMOVING;
            case REMOVED -> REMOVED;
        };
    }
}
