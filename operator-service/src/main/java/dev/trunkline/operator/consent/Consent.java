package dev.trunkline.operator.consent;

import dev.trunkline.contracts.CountryStatus;
import dev.trunkline.contracts.EnablementStatus;
import dev.trunkline.contracts.OfferedService;
import dev.trunkline.contracts.event.EnablementChanged.CountryConsent;
import dev.trunkline.contracts.event.EnablementContactChanged.Contact;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A tenant's consent to an operator, as far as it is known here.
 *
 * @param revision of the enablement that this is the state of
 * @param contact absent until it arrives, and once the consent was removed
 * @param contactRevision 0 without a contact
 * @param relationship null for none
 * @param relationshipVersion 0 as long as it never changed
 */
public record Consent(
        UUID operatorId,
        UUID tenantId,
        @Nullable String tenantDisplayName,
        long revision,
        int epoch,
        EnablementStatus status,
        List<CountryConsent> countries,
        String dataTransferNoticeVersion,
        Instant dataTransferNoticeAcceptedAt,
        Instant enabledAt,
        Instant lastModifiedOn,
        @Nullable Contact contact,
        long contactRevision,
        @Nullable CustomerRelationship relationship,
        long relationshipVersion) {

    public Consent {
        countries = List.copyOf(countries);
    }

    /** Changes with whatever is shown of it. */
    long version() {
        return Math.max(Math.max(revision, contactRevision), relationshipVersion);
    }

    /** Whether the tenant wants the operator's numbers in that country. */
    public boolean covers(String country) {
        return !servicesIn(country).isEmpty();
    }

    /** Whether the tenant wants any of those services in that country. */
    public boolean coversAnyOf(Set<OfferedService> services, String country) {
        Set<OfferedService> consented = servicesIn(country);
        return services.stream().anyMatch(consented::contains);
    }

    /** Epoch of the consent to that country; null without one. */
    public @Nullable Integer epochOf(String country) {
        return active(country).map(CountryConsent::epoch).orElse(null);
    }

    /**
     * Whether the tenant has withdrawn the country, or that service of it, since something was ordered, and wants it again now. What
     * it does not want now is not judged here.
     *
     * @param orderedEpoch of the country; null where it was not kept
     */
    public boolean wasRenewed(String country, OfferedService service, @Nullable Integer orderedEpoch) {
        return orderedEpoch != null
                && active(country)
                        .filter(consent -> consent.services().contains(service))
                        .filter(consent -> !consent.carries(service, orderedEpoch))
                        .isPresent();
    }

    private Optional<CountryConsent> active(String country) {
        return countries.stream()
                .filter(consent -> consent.country().equals(country) && consent.status() == CountryStatus.ACTIVE)
                .findFirst();
    }

    private Set<OfferedService> servicesIn(String country) {
        Set<OfferedService> services = EnumSet.noneOf(OfferedService.class);
        active(country).ifPresent(consent -> services.addAll(consent.services()));
        return services;
    }
}
