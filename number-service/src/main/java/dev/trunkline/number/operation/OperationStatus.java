package dev.trunkline.number.operation;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.trunkline.contracts.WireValue;

/**
 * How far an operation is.
 *
 * <pre>
 *              every row succeeded
 *   RUNNING ───────────────────────▶ COMPLETED
 *      │  │  every row has ended, some failed
 *      │  └────────────────────────▶ COMPLETED_WITH_ERRORS
 *      │     cancelled before its last row
 *      └───────────────────────────▶ CANCELLED
 * </pre>
 */
public enum OperationStatus implements WireValue {
    RUNNING("running"),
    COMPLETED("completed"),
    COMPLETED_WITH_ERRORS("completedWithErrors"),
    CANCELLED("cancelled");

    private final String wire;

    OperationStatus(String wire) {
        this.wire = wire;
    }

    boolean hasEnded() {
        return this != RUNNING;
    }

    boolean canBecome(OperationStatus next) {
        return this == RUNNING && next != RUNNING;
    }

    /** What an operation is whose rows have all ended. */
    static OperationStatus afterLastRow(int failed) {
        return failed == 0 ? COMPLETED : COMPLETED_WITH_ERRORS;
    }

    @JsonValue
    @Override
    public String wire() {
        return wire;
    }

    @JsonCreator
    public static OperationStatus fromString(String text) {
        return WireValue.parse(OperationStatus.class, text);
    }
}
