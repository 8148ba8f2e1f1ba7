package dev.trunkline.number.release;

import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** Why the number is given back; the history keeps it. */
public record ReleaseNumberRequest(@Nullable @Size(max = 500) String reason) {}
