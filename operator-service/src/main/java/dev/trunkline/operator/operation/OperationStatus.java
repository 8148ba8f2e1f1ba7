package dev.trunkline.operator.operation;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.trunkline.contracts.WireValue;
import java.util.Set;

/**
 * How far commands are that number-service decides.
 *
 * <pre>
 * running ──► succeeded   (all applied)
 *    └──────► failed      (any refused)
 * </pre>
 */
public enum OperationStatus implements WireValue {
    RUNNING("running"),
    SUCCEEDED("succeeded"),
    FAILED("failed");

    private final String wire;

    OperationStatus(String wire) {
        this.wire = wire;
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

    boolean canBecome(OperationStatus next) {
        Set<OperationStatus> after =
                switch (this) {
                    case RUNNING -> Set.of(SUCCEEDED, FAILED);
                    case SUCCEEDED, FAILED -> Set.of();
                };
        return after.contains(next);
    }
}
