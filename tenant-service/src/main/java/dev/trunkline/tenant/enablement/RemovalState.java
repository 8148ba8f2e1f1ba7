package dev.trunkline.tenant.enablement;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.trunkline.contracts.RemovalOutcome;
import dev.trunkline.contracts.WireValue;
import java.util.Map;
import java.util.Set;

/**
 * State machine of one question to number-service.
 *
 * <pre>
 *   pending --+-- accepted
 *             +-- refused
 * </pre>
 *
 * <p>Public, or the OpenAPI document would name the constants instead of their spelling.
 */
public enum RemovalState implements WireValue {
    PENDING("pending"),
    ACCEPTED("accepted"),
    REFUSED("refused");

    private static final Map<RemovalState, Set<RemovalState>> TRANSITIONS =
            Map.of(PENDING, Set.of(ACCEPTED, REFUSED), ACCEPTED, Set.of(), REFUSED, Set.of());

    private final String wire;

    RemovalState(String wire) {
        this.wire = wire;
    }

    @JsonValue
    @Override
    public String wire() {
        return wire;
    }

    boolean mayBecome(RemovalState next) {
        return TRANSITIONS.getOrDefault(this, Set.of()).contains(next);
    }

    static RemovalState of(RemovalOutcome outcome) {
        return switch (outcome) {
            case ACCEPTED -> ACCEPTED;
            case REFUSED -> REFUSED;
        };
    }

    static RemovalState fromString(String text) {
        return WireValue.parse(RemovalState.class, text);
    }
}
