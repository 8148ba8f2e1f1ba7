package dev.trunkline.operator.number;

import dev.trunkline.contracts.E164Number;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Numbers of one tenant that are taken back: a list or a range, 1,000 at most.
 *
 * @param reason the numbers' histories keep it
 */
record ReleaseNumbersRequest(
        @NotNull UUID tenantId,
        @Nullable @Size(min = 1, max = MOST) List<@NotNull E164Number> telephoneNumbers,
        @Nullable @Valid Range range,
        @Nullable @Size(max = 500) String reason) {

    static final int MOST = 1_000;

    /** All numbers from one to another, both included. */
    record Range(@NotNull E164Number first, @NotNull E164Number last) {

        /** How many they are; none when they stand the wrong way round. */
        long size() {
            return last.digits() - first.digits() + 1;
        }
    }
}
