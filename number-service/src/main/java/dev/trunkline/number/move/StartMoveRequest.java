package dev.trunkline.number.move;

import dev.trunkline.contracts.NumberType;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Numbers to be moved.
 *
 * @param operatorId to whom
 * @param from callingPlan or directRouting: what all of the numbers are now
 * @param assignBack whether each number is assigned to its former user as soon as it arrives; false when absent
 */
@Schema(name = "StartMove")
public record StartMoveRequest(
        @NotNull UUID operatorId,
        @NotNull NumberType from,
        @NotEmpty @Size(max = 1_000) List<@NotNull String> telephoneNumbers,
        @Nullable Boolean assignBack) {

    boolean assignsBack() {
        return Boolean.TRUE.equals(assignBack);
    }
}
