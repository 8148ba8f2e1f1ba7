package dev.trunkline.operator.upload;

import dev.trunkline.contracts.Usage;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A row of an upload in JSON, for the documentation: bodies are read as streams, never as this. */
@Schema(name = "UploadRow")
record UploadRowDocument(
        @Schema(
                        required = true,
                        examples = {"+4930123456", "+14255550100-+14255550199"})
                String telephoneNumber,
        @Nullable Usage usage,
        @Nullable List<Usage> additionalUsages,
        @Nullable Boolean mobile,
        @Nullable Boolean tollFree,
        @Nullable String city,
        @Nullable UUID civicAddressId,
        @Nullable UUID locationId,
        @Nullable Boolean allowTenantAddressUpdate,
        @Nullable String displayedCountryCode,
        @Schema(description = "false for a row that is to be skipped") @Nullable Boolean enabled) {}
