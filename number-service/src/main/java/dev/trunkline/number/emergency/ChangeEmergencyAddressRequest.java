package dev.trunkline.number.emergency;

import dev.trunkline.number.emergency.EmergencyAddressView.LocationView;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A civic address as it shall be.
 *
 * @param civicAddressId read-only, as is everything that follows: accepted when it says what is
 */
public record ChangeEmergencyAddressRequest(
        @NotBlank @Size(max = 200) String companyName,
        @NotBlank @Size(min = 2, max = 2) String country,
        @Nullable @Size(max = 40) String houseNumber,
        @Nullable @Size(max = 200) String street,
        @Nullable @Size(max = 200) String city,
        @Nullable @Size(max = 100) String state,
        @Nullable @Size(max = 20) String postalCode,
        @Nullable @DecimalMin("-90") @DecimalMax("90") BigDecimal latitude,
        @Nullable @DecimalMin("-180") @DecimalMax("180") BigDecimal longitude,
        @Nullable UUID civicAddressId,
        @Nullable ValidationStatus validationStatus,
        @Nullable List<String> validationFindings,
        @Nullable UUID defaultLocationId,
        @Nullable List<LocationView> locations,
        @Nullable Long version) {

    AddressLines lines() {
        return new AddressLines(
                companyName, country, houseNumber, street, city, state, postalCode, latitude, longitude);
    }
}
