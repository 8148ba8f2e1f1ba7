package dev.trunkline.tenant.user;

import dev.trunkline.contracts.AccountType;
import dev.trunkline.contracts.CoexistenceMode;
import dev.trunkline.contracts.E164Number;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a tenant says of a user, found to be complete. Its text form shows nothing: it is personal data.
 *
 * @param usageLocation ISO 3166-1 alpha-2
 * @param licences each once, in order of their names
 * @param coexistenceMode the user's own; null where the tenant's counts
 * @param defaultTelephoneNumber of a conference bridge alone
 */
record UserProfile(
        String userPrincipalName,
        String displayName,
        AccountType accountType,
        String usageLocation,
        List<String> licences,
        @Nullable CoexistenceMode coexistenceMode,
        @Nullable String onPremLineUri,
        @Nullable String registrarPool,
        @Nullable String onlineVoiceRoutingPolicy,
        @Nullable E164Number defaultTelephoneNumber) {

    UserProfile {
        licences = licences.stream().sorted().distinct().toList();
    }

    UserProfile withoutVoiceRoutingPolicy() {
        return new UserProfile(
                userPrincipalName,
                displayName,
                accountType,
                usageLocation,
                licences,
                coexistenceMode,
                onPremLineUri,
                registrarPool,
                null,
                defaultTelephoneNumber);
    }

    @Override
    public String toString() {
        return "UserProfile[masked]";
    }
}
