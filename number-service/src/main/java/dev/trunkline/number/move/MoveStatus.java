package dev.trunkline.number.move;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.trunkline.contracts.WireValue;

/**
 * How a move stands. It never ends by a deadline.
 *
 * <pre>
 *   RUNNING ──▶ COMPLETED   every number has arrived, or can no longer
 *    │   ▲
 *    ▼   │ resumed
 *   CANCELLED
 * </pre>
 */
public enum MoveStatus implements WireValue {
    RUNNING("running"),
    COMPLETED("completed"),
    CANCELLED("cancelled");

    private final String wire;

    MoveStatus(String wire) {
        this.wire = wire;
    }

    boolean canBecome(MoveStatus next) {
        return switch (this) {
            case RUNNING -> next == COMPLETED || next == CANCELLED;
            case CANCELLED -> next == RUNNING;
            case COMPLETED -> false;
        };
    }

    @JsonValue
    @Override
    public String wire() {
        return wire;
    }

    @JsonCreator
    public static MoveStatus fromString(String text) {
        return WireValue.parse(MoveStatus.class, text);
    }
}
