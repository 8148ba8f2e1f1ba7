package dev.trunkline.tenant.user;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.trunkline.contracts.AccountType;
import dev.trunkline.contracts.CoexistenceMode;
import dev.trunkline.contracts.E164Number;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A user as its tenant wants it. Enumerated values come as text, and nothing is required by the types, so that everything missing or wrong
 * is found and answered at once. Read-only members are accepted when they say what is true.
 *
 * @param coexistenceMode the user's own; absent where the tenant's counts
 * @param defaultTelephoneNumber of a conference bridge alone: one of its toll numbers that is not an Operator Connect one
 * @param onPremLineUri {@code tel:+…} as the on-premises directory has it; null once it was cleared there
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "PutUser")
record PutUserRequest(
        @Schema(required = true, maxLength = 320) @Nullable String userPrincipalName,
        @Schema(required = true, maxLength = 200) @Nullable String displayName,
        @Schema(required = true, implementation = AccountType.class) @Nullable String accountType,
        @Schema(required = true, pattern = "^[A-Z]{2}$") @Nullable String usageLocation,
        @Nullable List<@Nullable String> licences,
        @Schema(implementation = CoexistenceMode.class) @Nullable String coexistenceMode,
        @Nullable String onPremLineUri,
        @Schema(maxLength = 200) @Nullable String registrarPool,
        @Schema(maxLength = 200) @Nullable String onlineVoiceRoutingPolicy,
        @Nullable String defaultTelephoneNumber,
        @Schema(readOnly = true) @Nullable UUID userId,
        @Schema(readOnly = true) @Nullable String lineUri,
        @Schema(readOnly = true) @Nullable List<String> telephoneNumbers,
        @Schema(readOnly = true) @Nullable Boolean enterpriseVoiceEnabled,
        @Schema(readOnly = true, implementation = CoexistenceMode.class) @Nullable String effectiveCoexistenceMode,
        @Schema(readOnly = true) @Nullable Instant createdAt,
        @Schema(readOnly = true) @Nullable Instant lastModifiedOn) {

    /** Without its read-only members: what a merge patch is applied to. */
    static PutUserRequest of(UserProfile profile) {
        CoexistenceMode mode = profile.coexistenceMode();
        E164Number number = profile.defaultTelephoneNumber();
        return new PutUserRequest(
                profile.userPrincipalName(),
                profile.displayName(),
                profile.accountType().wire(),
                profile.usageLocation(),
                List.copyOf(profile.licences()),
                mode == null ? null : mode.wire(),
                profile.onPremLineUri(),
                profile.registrarPool(),
                profile.onlineVoiceRoutingPolicy(),
                number == null ? null : number.toString(),
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    @Override
    public String toString() {
        return "PutUserRequest[masked]";
    }
}
