package dev.trunkline.operator.webhook;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.trunkline.contracts.WireValue;
import java.util.Set;

/**
 * How far the delivery of an entry to a webhook is.
 *
 * <pre>
 * pending ──► delivered   (the receiver answered 2xx)
 *   │ ▲           │
 *   │ └───────────┤       (sent again)
 *   └──────► dead ┘       (not within a day, or 410: the receiver wants no more)
 * </pre>
 */
public enum DeliveryStatus implements WireValue {
    PENDING("pending"),
    DELIVERED("delivered"),
    DEAD("dead");

    private final String wire;

    DeliveryStatus(String wire) {
        this.wire = wire;
    }

    boolean canBecome(DeliveryStatus next) {
        Set<DeliveryStatus> after =
                switch (this) {
                    case PENDING -> Set.of(DELIVERED, DEAD);
                    case DELIVERED, DEAD -> Set.of(PENDING);
                };
        return after.contains(next);
    }

    @JsonValue
    @Override
    public String wire() {
        return wire;
    }

    @JsonCreator
    public static DeliveryStatus fromString(String text) {
        return WireValue.parse(DeliveryStatus.class, text);
    }
}
