package dev.trunkline.number.emergency;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A location with what a decision needs of its civic address.
 *
 * @param country ISO 3166-1 alpha-2
 */
public record PlaceOfHelp(
        UUID locationId,
        UUID civicAddressId,
        String country,
        @Nullable String postalCode,
        boolean validated,
        boolean defaultLocation) {}
