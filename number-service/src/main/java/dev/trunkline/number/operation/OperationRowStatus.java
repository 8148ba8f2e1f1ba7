package dev.trunkline.number.operation;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.trunkline.contracts.WireValue;
import java.util.stream.Stream;

/**
 * What became of a row of an operation: it waits, and then ends in one of three ways for good.
 *
 * <pre>
 *              ┌──▶ SUCCEEDED   the number is as the row wants it
 *   PENDING ───┼──▶ FAILED      for reasons that the row has; also at its acceptance
 *              └──▶ CANCELLED   with its operation, before its turn came
 * </pre>
 */
public enum OperationRowStatus implements WireValue {
    PENDING("pending"),
    SUCCEEDED("succeeded"),
    FAILED("failed"),
    CANCELLED("cancelled");

    private final String wire;

    OperationRowStatus(String wire) {
        this.wire = wire;
    }

    boolean canBecome(OperationRowStatus next) {
        return this == PENDING && next != PENDING;
    }

    /** What a row may be that becomes this one, as the database has it. */
    String[] before() {
        return Stream.of(values())
                .filter(earlier -> earlier.canBecome(this))
                .map(OperationRowStatus::wire)
                .toArray(String[]::new);
    }

    @JsonValue
    @Override
    public String wire() {
        return wire;
    }

    @JsonCreator
    public static OperationRowStatus fromString(String text) {
        return WireValue.parse(OperationRowStatus.class, text);
    }
}
