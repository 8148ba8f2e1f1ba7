package dev.trunkline.number.emergency;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.trunkline.contracts.WireValue;
import java.util.EnumSet;
import java.util.Set;

/**
 * Whether a civic address was found to be one that help can be sent to.
 *
 * <pre>
 *   NOT_VALIDATED ──▶ VALIDATED
 *     │      ▲            ▲
 *     │      │ edited     │ validated anew
 *     ▼      │            │
 *     INVALID ────────────┘
 * </pre>
 */
public enum ValidationStatus implements WireValue {
    NOT_VALIDATED("notValidated"),
    VALIDATED("validated"),
    INVALID("invalid");

    private final String wire;

    ValidationStatus(String wire) {
        this.wire = wire;
    }

    boolean canBecome(ValidationStatus status) {
        return next().contains(status);
    }

    private Set<ValidationStatus> next() {
        return switch (this) {
            case NOT_VALIDATED -> EnumSet.of(VALIDATED, INVALID);
            case INVALID -> EnumSet.of(NOT_VALIDATED, VALIDATED, INVALID);
            case VALIDATED -> EnumSet.noneOf(ValidationStatus.class);
        };
    }

    @JsonValue
    @Override
    public String wire() {
        return wire;
    }

    @JsonCreator
    public static ValidationStatus fromString(String text) {
        return WireValue.parse(ValidationStatus.class, text);
    }
}
