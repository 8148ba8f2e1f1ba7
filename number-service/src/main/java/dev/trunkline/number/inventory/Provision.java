package dev.trunkline.number.inventory;

import dev.trunkline.contracts.NumberSource;
import dev.trunkline.contracts.NumberType;
import dev.trunkline.contracts.Usage;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How a number came into the tenant: fixed for the holding.
 *
 * @param enablementEpoch epoch of the consent under which it was delivered
 * @param country ISO 3166-1 alpha-2
 * @param services wire values of the offered services that its usages belong to
 * @param additionalUsages wire values
 * @param capabilities wire values
 */
@Embeddable
public record Provision(
        @Column(name = "number_type", updatable = false) NumberType numberType,
        @Column(name = "number_source", updatable = false) NumberSource numberSource,
        @Column(name = "operator_id", updatable = false) @Nullable UUID operatorId,
        @Column(name = "order_id", updatable = false) @Nullable UUID orderId,
        @Column(name = "enablement_epoch", updatable = false) @Nullable Integer enablementEpoch,
        @Column(name = "country", updatable = false) String country,
        @Column(name = "city", updatable = false) @Nullable String city,
        @Column(name = "services", updatable = false) List<String> services,
        @Column(name = "usage", updatable = false) Usage usage,
        @Column(name = "additional_usages", updatable = false) List<String> additionalUsages,
        @Column(name = "capabilities", updatable = false) List<String> capabilities,
        @Column(name = "mobile", updatable = false) boolean mobile,
        @Column(name = "toll_free", updatable = false) boolean tollFree,
        @Column(name = "displayed_country_code", updatable = false) @Nullable String displayedCountryCode,
        @Column(name = "acquired_at", updatable = false) Instant acquiredAt) {}
