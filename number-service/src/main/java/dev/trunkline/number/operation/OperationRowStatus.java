package dev.trunkline.number.operation;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.trunkline.contracts.WireValue;

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
