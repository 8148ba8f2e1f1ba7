package dev.trunkline.number.move;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.trunkline.contracts.WireValue;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * What has to happen next with one number of a move. Facts decide: a step that is undone before the number has arrived comes again.
 *
 * <pre>
 *   Calling Plan     PORT ◀─▶ UNASSIGN ◀──────────▶ DELIVER ──▶ ASSIGN ──▶ COMPLETED
 *                                                    ▲                         ▲
 *   Direct Routing   REMOVE_NUMBER ◀─▶ REMOVE_POLICY ┘   without a former user ┘
 *
 *   any of them ──▶ ENDED   the number has gone another way
 * </pre>
 */
public enum MoveStep implements WireValue {
    PORT("porting"),
    UNASSIGN("unassigning"),
    REMOVE_NUMBER("removingNumber"),
    REMOVE_POLICY("removingVoiceRoutingPolicy"),
    DELIVER("delivering"),
    ASSIGN("assigning"),
    COMPLETED("completed"),
    ENDED("ended");

    private final String wire;

    MoveStep(String wire) {
        this.wire = wire;
    }

    private static final Set<MoveStep> FROM_CALLING_PLAN = EnumSet.of(PORT, UNASSIGN, DELIVER);
    private static final Set<MoveStep> FROM_DIRECT_ROUTING = EnumSet.of(REMOVE_NUMBER, REMOVE_POLICY, DELIVER);

    boolean isOver() {
        return this == COMPLETED || this == ENDED;
    }

    boolean canBecome(MoveStep next) {
        if (isOver() || this == next) {
            return false;
        }
        if (next.isOver()) {
            return true;
        }
        if (this == ASSIGN) {
            return false;
        }
        return next == ASSIGN
                || (FROM_CALLING_PLAN.contains(this) && FROM_CALLING_PLAN.contains(next))
                || (FROM_DIRECT_ROUTING.contains(this) && FROM_DIRECT_ROUTING.contains(next));
    }

    /** Who has to act; absent when nobody has. */
    Optional<MoveParty> waitsFor() {
        return switch (this) {
            case PORT, DELIVER -> Optional.of(MoveParty.OPERATOR);
            case UNASSIGN, REMOVE_NUMBER, REMOVE_POLICY, ASSIGN -> Optional.of(MoveParty.TENANT);
            case COMPLETED, ENDED -> Optional.empty();
        };
    }

    @JsonValue
    @Override
    public String wire() {
        return wire;
    }

    @JsonCreator
    public static MoveStep fromString(String text) {
        return WireValue.parse(MoveStep.class, text);
    }
}
