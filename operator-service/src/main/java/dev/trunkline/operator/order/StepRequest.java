package dev.trunkline.operator.order;

import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** Why a step is taken. */
record StepRequest(@Nullable @Size(max = 2_000) String reason) {}
