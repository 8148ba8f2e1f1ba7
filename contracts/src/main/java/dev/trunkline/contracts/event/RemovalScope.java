package dev.trunkline.contracts.event;

import dev.trunkline.contracts.OfferedService;
import dev.trunkline.contracts.RemovalScopeKind;
import org.jspecify.annotations.Nullable;

/**
 * How much of an enablement a removal withdraws.
 *
 * @param country ISO 3166-1 alpha-2; absent for the whole operator
 * @param countryEpoch the country's epoch that is meant; absent for the whole operator
 * @param service present for one service of a country only
 */
public record RemovalScope(
        RemovalScopeKind kind,
        @Nullable String country,
        @Nullable Integer countryEpoch,
        @Nullable OfferedService service) {

    /** The whole operator. */
    public static RemovalScope operator() {
        return new RemovalScope(RemovalScopeKind.OPERATOR, null, null, null);
    }
}
