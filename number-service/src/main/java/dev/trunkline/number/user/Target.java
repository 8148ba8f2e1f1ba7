package dev.trunkline.number.user;

import dev.trunkline.contracts.AccountType;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a number can be assigned to, as far as this service knows it.
 *
 * @param usageLocation ISO 3166-1 alpha-2
 * @param teamsOnly by the tenant's mode or its own
 */
public record Target(
        UUID userId,
        AccountType accountType,
        @Nullable String usageLocation,
        List<String> licences,
        boolean teamsOnly,
        @Nullable String onPremLineUri,
        boolean deleted) {}
