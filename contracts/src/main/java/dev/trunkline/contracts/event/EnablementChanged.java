package dev.trunkline.contracts.event;

import dev.trunkline.contracts.CountryStatus;
import dev.trunkline.contracts.EnablementStatus;
import dev.trunkline.contracts.OfferedService;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A consent of a tenant to an operator, whole but for personal data, after a change. Never tombstoned: the record with status {@code removed} is itself the order to erase.
 *
 * @param epoch raised at each re-adding of the operator, from 1
 */
public record EnablementChanged(
        UUID tenantId,
        UUID operatorId,
        long revision,
        int epoch,
        EnablementStatus status,
        List<CountryConsent> countries,
        String dataTransferNoticeVersion,
        Instant dataTransferNoticeAcceptedAt,
        Instant enabledAt,
        Instant lastModifiedOn,
        @Nullable UUID removalId)
        implements Event {

    public EnablementChanged {
        countries = countries == null ? List.of() : List.copyOf(countries);
    }

    @Override
    public EventType type() {
        return EventType.ENABLEMENT_CHANGED;
    }

    @Override
    public String recordKey() {
        return tenantId + ":" + operatorId;
    }

    /**
     * One country of the consent. A country that was removed stays listed with that status until the enablement ends.
     *
     * @param country ISO 3166-1 alpha-2
     * @param epoch raised each time the country, or a service of it, is added again
     * @param serviceEpochs for each of the services the country's epoch since which it is consented to without a break; absent from
     *     senders that do not know
     */
    public record CountryConsent(
            String country,
            int epoch,
            CountryStatus status,
            List<OfferedService> services,
            @Nullable List<ServiceEpoch> serviceEpochs) {
        public CountryConsent {
            services = services == null ? List.of() : List.copyOf(services);
            serviceEpochs = serviceEpochs == null ? null : List.copyOf(serviceEpochs);
        }

        /**
         * Whether what was ordered under an epoch of the country is still consented to: neither the country nor the service was withdrawn
         * since. Where the sender does not say since when the service is consented to, only the present epoch carries.
         */
        public boolean carries(OfferedService service, int orderedEpoch) {
            List<ServiceEpoch> known = serviceEpochs == null ? List.of() : serviceEpochs;
            int since = known.stream()
                    .filter(each -> each.service() == service)
                    .mapToInt(ServiceEpoch::epoch)
                    .findFirst()
                    .orElse(epoch);
            return services.contains(service) && since <= orderedEpoch && orderedEpoch <= epoch;
        }
    }

    /**
     * Since when a service is consented to.
     *
     * @param epoch of its country
     */
    public record ServiceEpoch(OfferedService service, int epoch) {}
}
