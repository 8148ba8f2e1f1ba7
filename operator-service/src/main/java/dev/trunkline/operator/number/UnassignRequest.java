package dev.trunkline.operator.number;

import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** Why the number is taken from its target; the number's history keeps it. */
record UnassignRequest(@Nullable @Size(max = 500) String reason) {}
