package dev.trunkline.number.assignment;

import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** Why the number is taken back; the history keeps it. */
public record UnassignNumberRequest(@Nullable @Size(max = 500) String reason) {}
