package dev.trunkline.operator.order;

import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Why the porting starts.
 *
 * @param portingDate when the numbers are to be ported, as it is known now; absent leaves it as it was ordered
 */
record StartPortingRequest(@Nullable @Size(max = 2_000) String reason, @Nullable LocalDate portingDate) {}
