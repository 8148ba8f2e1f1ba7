package dev.trunkline.number.inventory;

import dev.trunkline.contracts.event.NumberSnapshot;
import dev.trunkline.number.history.NumberAction;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a behaviour of the aggregate did.
 *
 * @param before absent when the holding began
 */
public record NumberChange(
        NumberAction action,
        UUID tenantId,
        @Nullable Integer enablementEpoch,
        @Nullable NumberSnapshot before,
        NumberSnapshot after) {}
