package dev.trunkline.number.emergency;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A civic address with its locations.
 *
 * @param validationFindings why the address is invalid
 */
@Schema(name = "EmergencyAddress")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record EmergencyAddressView(
        UUID civicAddressId,
        String companyName,
        String country,
        @Nullable String houseNumber,
        @Nullable String street,
        @Nullable String city,
        @Nullable String state,
        @Nullable String postalCode,
        @Nullable BigDecimal latitude,
        @Nullable BigDecimal longitude,
        ValidationStatus validationStatus,
        List<String> validationFindings,
        UUID defaultLocationId,
        List<LocationView> locations,
        long version) {

    /** A place within the address. */
    @Schema(name = "EmergencyLocation")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record LocationView(UUID locationId, @Nullable String description, boolean isDefault) {
        static LocationView of(EmergencyLocation location) {
            return new LocationView(location.locationId(), location.description(), location.isDefault());
        }
    }

    static EmergencyAddressView of(CivicAddress address, List<EmergencyLocation> locations) {
        AddressLines lines = address.lines();
        return new EmergencyAddressView(
                address.civicAddressId(),
                lines.companyName(),
                lines.country(),
                lines.houseNumber(),
                lines.street(),
                lines.city(),
                lines.state(),
                lines.postalCode(),
                lines.latitude(),
                lines.longitude(),
                address.validationStatus(),
                address.findings(),
                locations.stream()
                        .filter(EmergencyLocation::isDefault)
                        .map(EmergencyLocation::locationId)
                        .findFirst()
                        .orElseThrow(() -> new IllegalStateException("an address without a default location")),
                locations.stream().map(LocationView::of).toList(),
                address.revision());
    }
}
