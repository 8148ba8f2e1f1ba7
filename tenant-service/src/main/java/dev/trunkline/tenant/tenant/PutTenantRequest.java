package dev.trunkline.tenant.tenant;

import dev.trunkline.contracts.CoexistenceMode;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A tenant as its admin wants it.
 *
 * @param coexistenceMode {@code teamsOnly} covers every user, {@code islands} leaves it to each
 */
@Schema(name = "PutTenant")
record PutTenantRequest(
        @NotBlank @Size(max = 200) String displayName,
        @NotNull CoexistenceMode coexistenceMode,
        @Schema(readOnly = true) @Nullable UUID tenantId,
        @Schema(readOnly = true) @Nullable Instant createdAt) {}
