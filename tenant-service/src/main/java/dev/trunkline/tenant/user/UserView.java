package dev.trunkline.tenant.user;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.trunkline.contracts.AccountType;
import dev.trunkline.contracts.CoexistenceMode;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A user, a resource account or a conference bridge.
 *
 * @param lineUri {@code tel:} and the primary number
 * @param telephoneNumbers every number assigned to it, the primary one first
 * @param enterpriseVoiceEnabled whether it has a number
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "User")
record UserView(
        UUID userId,
        String userPrincipalName,
        String displayName,
        AccountType accountType,
        String usageLocation,
        List<String> licences,
        @Nullable CoexistenceMode coexistenceMode,
        @Nullable String onPremLineUri,
        @Nullable String registrarPool,
        @Nullable String onlineVoiceRoutingPolicy,
        @Nullable String lineUri,
        List<String> telephoneNumbers,
        boolean enterpriseVoiceEnabled,
        Instant createdAt,
        Instant lastModifiedOn) {

    static UserView of(UserAccount user, UserNumbers numbers) {
        UserProfile profile = user.profile();
        return new UserView(
                user.userId(),
                profile.userPrincipalName(),
                profile.displayName(),
                profile.accountType(),
                profile.usageLocation(),
                profile.licences(),
                profile.coexistenceMode(),
                profile.onPremLineUri(),
                profile.registrarPool(),
                profile.onlineVoiceRoutingPolicy(),
                numbers.lineUri(),
                numbers.telephoneNumbers(),
                !numbers.telephoneNumbers().isEmpty(),
                user.createdAt(),
                user.lastModifiedOn());
    }

    @Override
    public String toString() {
        return "UserView[masked]";
    }
}
