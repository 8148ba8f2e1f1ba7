package dev.trunkline.number.assignment;

import dev.trunkline.number.inventory.HoldingStage;
import dev.trunkline.number.inventory.Moment;
import dev.trunkline.number.inventory.NumberChange;
import dev.trunkline.number.inventory.PhoneNumber;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Size;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How to take a number from its target.
 *
 * @param reason the history keeps it
 * @param block keeps the number from being assigned afterwards
 */
public record UnassignNumberRequest(
        @Nullable @Size(max = 500) String reason, @Nullable @Valid BlockNumberRequest block) {

    static final UnassignNumberRequest PLAIN = new UnassignNumberRequest(null, null);
    static final String ON_PREMISES =
            "Clear the number on-premises; it is taken back here as soon as the user record shows the line empty.";

    /** Takes the number, which is not mastered on-premises, from whoever has it. */
    List<NumberChange> carryOut(PhoneNumber number, Moment now) {
        List<NumberChange> done = new ArrayList<>();
        if (number.assignment().isAssigned()) {
            done.add(number.unassign(now));
        }
        if (block != null && number.stage() != HoldingStage.QUARANTINED) {
            done.add(number.block(block.block(), block.daysOrNone(), now));
        }
        return done;
    }
}
