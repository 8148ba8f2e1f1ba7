package dev.trunkline.contracts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** How far a port-in is; absent for a number that was not ported. */
public enum PortInStatus implements WireValue {
    FIRM_ORDER_COMMITMENT_ACCEPTED("firmOrderCommitmentAccepted"),
    COMPLETED("completed");

    private final String wire;

    PortInStatus(String wire) {
        this.wire = wire;
    }

    @JsonValue
    @Override
    public String wire() {
        return wire;
    }

    @JsonCreator
    public static PortInStatus fromString(String text) {
        return WireValue.parse(PortInStatus.class, text);
    }
}
