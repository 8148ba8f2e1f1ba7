package dev.trunkline.operator.release;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.trunkline.contracts.ReleaseDecision;
import dev.trunkline.contracts.WireValue;

/** What an operation asks of number-service. */
public enum OperationKind implements WireValue {
    RELEASE_CONFIRMATION("releaseConfirmation"),
    RELEASE_REFUSAL("releaseRefusal");

    private final String wire;

    OperationKind(String wire) {
        this.wire = wire;
    }

    static OperationKind of(ReleaseDecision decision) {
        return switch (decision) {
            case CONFIRMED -> RELEASE_CONFIRMATION;
            case REFUSED -> RELEASE_REFUSAL;
        };
    }

    @JsonValue
    @Override
    public String wire() {
        return wire;
    }

    @JsonCreator
    public static OperationKind fromString(String text) {
        return WireValue.parse(OperationKind.class, text);
    }
}
