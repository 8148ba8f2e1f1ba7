package dev.trunkline.operator.number;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where emergency calls of the number shall go.
 *
 * @param locationId one of the tenant's validated ones
 */
record EmergencyLocationRequest(@NotNull UUID locationId, @Nullable @Size(max = 500) String reason) {}
