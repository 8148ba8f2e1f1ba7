package dev.trunkline.number.assignment;

import dev.trunkline.contracts.AssignmentCategory;
import dev.trunkline.contracts.NumberType;
import jakarta.validation.constraints.NotNull;
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
}
