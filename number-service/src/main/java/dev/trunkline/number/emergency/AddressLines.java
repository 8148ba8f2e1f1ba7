package dev.trunkline.number.emergency;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What a civic address says.
 *
 * @param country ISO 3166-1 alpha-2
 * @param latitude degrees, WGS 84
 * @param longitude degrees, WGS 84
 */
@Embeddable
public record AddressLines(
        @Column(name = "company_name") String companyName,
        @Column(name = "country") String country,
        @Column(name = "house_number") @Nullable String houseNumber,
        @Column(name = "street") @Nullable String street,
        @Column(name = "city") @Nullable String city,
        @Column(name = "state") @Nullable String state,
        @Column(name = "postal_code") @Nullable String postalCode,
        @Column(name = "latitude", precision = 9, scale = 6) @Nullable BigDecimal latitude,
        @Column(name = "longitude", precision = 9, scale = 6) @Nullable BigDecimal longitude) {}
