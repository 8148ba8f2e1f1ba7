package dev.trunkline.number.assignment;

import dev.trunkline.contracts.AssignmentCategory;
import dev.trunkline.contracts.NumberType;
import dev.trunkline.number.emergency.PlaceOfHelp;
import dev.trunkline.number.inventory.HoldingStage;
import dev.trunkline.number.inventory.Moment;
import dev.trunkline.number.inventory.NumberChange;
import dev.trunkline.number.inventory.PhoneNumber;
import dev.trunkline.number.user.Target;
import jakarta.validation.constraints.NotNull;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Whom to give the number to.
 *
 * @param numberType the type that the caller takes the number for; checked when present
 * @param category primary when absent
 * @param locationId the emergency location to set with it, where the tenant may
 */
public record AssignNumberRequest(
        @NotNull UUID targetId,
        @Nullable NumberType numberType,
        @Nullable AssignmentCategory category,
        @Nullable UUID locationId) {

    AssignmentCategory effectiveCategory() {
        return category == null ? AssignmentCategory.PRIMARY : category;
    }

    /** Whether the number is assigned as this asks for; who names no category takes the present one. */
    boolean isDoneFor(PhoneNumber number) {
        return targetId.equals(number.assignment().targetId())
                && (category == null || category == number.assignment().category())
                && (numberType == null || numberType == number.provision().numberType())
                && (locationId == null || locationId.equals(number.emergency().locationId()));
    }

    /**
     * Assigns a number that nothing speaks against.
     *
     * @param place where emergency calls shall be sent; null for nowhere
     */
    List<NumberChange> carryOut(PhoneNumber number, Target target, @Nullable PlaceOfHelp place, Moment now) {
        List<NumberChange> done = new ArrayList<>();
        if (number.stage() == HoldingStage.RELEASE_REQUESTED) {
            done.add(number.withdrawRelease(now));
        }
        if (place != null
                && locationId != null
                && !locationId.equals(number.emergency().locationId())) {
            done.add(number.locate(place.civicAddressId(), locationId, now));
        }
        done.add(number.assignTo(target.userId(), target.accountType(), effectiveCategory(), now));
        return done;
    }
}
