package dev.trunkline.operator.order;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.trunkline.contracts.WireValue;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * The life of an order.
 *
 * <pre>
 * submitted ──► accepted ──────────────────────► fulfilling ──► completed
 *    │  │          │ │                             ▲    │           ▲
 *    │  │          │ └──► porting ──► ported ──────┘    │           │
 *    │  │          │         │          │ │             │           │
 *    │  │          └─────────┼──────────┼─┴─────────────┼───────────┘  (closed short)
 *    │  │                    │          │               │
 *    │  └──► rejected        ▼          ▼               ▼
 *    └─────────────────► cancelled (from any before completed, while none of its numbers is in the tenant)
 * </pre>
 */
public enum OrderStatus implements WireValue {
    SUBMITTED("submitted"),
    ACCEPTED("accepted"),
    PORTING("porting"),
    PORTED("ported"),
    FULFILLING("fulfilling"),
    COMPLETED("completed"),
    REJECTED("rejected"),
    CANCELLED("cancelled");

    private static final Map<OrderStatus, Set<OrderStatus>> NEXT = new EnumMap<>(OrderStatus.class);

    static {
        NEXT.put(SUBMITTED, EnumSet.of(ACCEPTED, REJECTED, CANCELLED));
        NEXT.put(ACCEPTED, EnumSet.of(PORTING, FULFILLING, COMPLETED, CANCELLED));
        NEXT.put(PORTING, EnumSet.of(PORTED, CANCELLED));
        NEXT.put(PORTED, EnumSet.of(FULFILLING, COMPLETED, CANCELLED));
        NEXT.put(FULFILLING, EnumSet.of(COMPLETED, CANCELLED));
        NEXT.put(COMPLETED, EnumSet.noneOf(OrderStatus.class));
        NEXT.put(REJECTED, EnumSet.noneOf(OrderStatus.class));
        NEXT.put(CANCELLED, EnumSet.noneOf(OrderStatus.class));
    }

    private final String wire;

    OrderStatus(String wire) {
        this.wire = wire;
    }

    @JsonValue
    @Override
    public String wire() {
        return wire;
    }

    @JsonCreator
    public static OrderStatus fromString(String text) {
        return WireValue.parse(OrderStatus.class, text);
    }

    public boolean canBecome(OrderStatus next) {
        return NEXT.getOrDefault(this, Set.of()).contains(next);
    }

    /** Whether numbers may be uploaded for an order of this status. */
    public boolean takesUploads() {
        return this == ACCEPTED || this == PORTED || this == FULFILLING;
    }
}
