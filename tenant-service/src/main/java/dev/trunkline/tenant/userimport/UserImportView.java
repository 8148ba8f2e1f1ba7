package dev.trunkline.tenant.userimport;

import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An import that was applied. */
@Schema(name = "UserImport")
record UserImportView(UUID importId, Instant receivedAt, Counts counts) {

    /** Rows by their outcome. */
    @Schema(name = "UserImportCounts")
    record Counts(int total, int created, int changed, int unchanged, int rejected) {}
}
