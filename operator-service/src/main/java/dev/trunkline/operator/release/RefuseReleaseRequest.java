package dev.trunkline.operator.release;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/** Why the operator does not take a number back; the tenant reads it. */
record RefuseReleaseRequest(@NotBlank @Size(max = 2_000) String reason) {}
