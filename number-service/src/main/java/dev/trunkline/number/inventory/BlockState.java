package dev.trunkline.number.inventory;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.trunkline.contracts.AssignmentBlock;
import dev.trunkline.contracts.WireValue;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Whether a number is kept from being assigned, as clients say and see it. */
public enum BlockState implements WireValue {
    NONE("none"),
    FOREVER("forever"),
    UNTIL("until");

    private final String wire;

    BlockState(String wire) {
        this.wire = wire;
    }

    static BlockState at(@Nullable AssignmentBlock block, @Nullable Instant blockedUntil, Instant now) {
        if (block == null || (blockedUntil != null && !blockedUntil.isAfter(now))) {
            return NONE;
        }
        return switch (block) {
            case FOREVER -> FOREVER;
            case UNTIL -> UNTIL;
        };
    }

    @JsonValue
    @Override
    public String wire() {
        return wire;
    }

    @JsonCreator
    public static BlockState fromString(String text) {
        return WireValue.parse(BlockState.class, text);
    }
}
