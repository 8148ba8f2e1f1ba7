package dev.trunkline.contracts.event;

import dev.trunkline.contracts.OfferedService;
import dev.trunkline.contracts.OperatorStatus;
import dev.trunkline.contracts.Usage;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An operator's directory entry, whole, after a change.
 *
 * @param quarantineDays 0 to 365
 */
public record OperatorChanged(
        UUID operatorId,
        long revision,
        String name,
        String website,
        @Nullable String logoUrl,
        @Nullable String description,
        String supportContact,
        OperatorStatus status,
        List<CountryOffer> offers,
        int quarantineDays,
        boolean requiresSignedAgreement,
        boolean autoConfirmReleases)
        implements Event {

    public OperatorChanged {
        offers = offers == null ? List.of() : List.copyOf(offers);
    }

    @Override
    public EventType type() {
        return EventType.OPERATOR_CHANGED;
    }

    @Override
    public String recordKey() {
        return operatorId.toString();
    }

    @Override
    public @Nullable UUID tenantId() {
        return null;
    }

    /**
     * What the operator offers in one country.
     *
     * @param country ISO 3166-1 alpha-2
     */
    public record CountryOffer(String country, List<ServiceOffer> services) {
        public CountryOffer {
            services = services == null ? List.of() : List.copyOf(services);
        }
    }

    /** One service of a country, with the usages it sells as toll and as toll-free numbers. */
    public record ServiceOffer(OfferedService service, List<Usage> tollUsages, List<Usage> tollFreeUsages) {
        public ServiceOffer {
            tollUsages = tollUsages == null ? List.of() : List.copyOf(tollUsages);
            tollFreeUsages = tollFreeUsages == null ? List.of() : List.copyOf(tollFreeUsages);
        }
    }
}
