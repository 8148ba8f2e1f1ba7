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
 * A user, a resource account or a conference bridge.
 *
 * @param lineUri {@code tel:} and the primary number
 * @param defaultTelephoneNumber of a conference bridge, while it has that number
 * @param telephoneNumbers every number assigned to it, the primary one first
 * @param enterpriseVoiceEnabled whether it has a number
 * @param effectiveCoexistenceMode by the tenant's mode and its own
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
        @Nullable String defaultTelephoneNumber,
        @Nullable String lineUri,
        List<String> telephoneNumbers,
        boolean enterpriseVoiceEnabled,
        CoexistenceMode effectiveCoexistenceMode,
        Instant createdAt,
        Instant lastModifiedOn) {

    static UserView of(UserAccount user, UserNumbers numbers, CoexistenceMode ofTenant) {
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
                held(profile.defaultTelephoneNumber(), numbers),
                numbers.lineUri(),
                numbers.telephoneNumbers(),
                !numbers.telephoneNumbers().isEmpty(),
                effective(profile.coexistenceMode(), ofTenant),
                user.createdAt(),
                user.lastModifiedOn());
    }

    /** A default number that the bridge has lost is none any more. */
    private static @Nullable String held(@Nullable E164Number number, UserNumbers numbers) {
        return number != null && numbers.telephoneNumbers().contains(number.toString()) ? number.toString() : null;
    }

    /** A tenant on Teams only covers everybody; one that is not leaves it to each. */
    private static CoexistenceMode effective(@Nullable CoexistenceMode own, CoexistenceMode ofTenant) {
        return ofTenant == CoexistenceMode.TEAMS_ONLY || own == null ? ofTenant : own;
    }

    @Override
    public String toString() {
        return "UserView[masked]";
    }
}
