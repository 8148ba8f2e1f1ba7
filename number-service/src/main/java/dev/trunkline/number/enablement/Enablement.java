package dev.trunkline.number.enablement;

import dev.trunkline.contracts.CountryStatus;
import dev.trunkline.contracts.EnablementStatus;
import dev.trunkline.contracts.event.EnablementChanged.CountryConsent;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A consent as far as this service has applied it.
 *
 * @param epoch raised at each re-adding of the operator
 */
public record Enablement(
        UUID tenantId,
        UUID operatorId,
        long revision,
        int epoch,
        EnablementStatus status,
        List<CountryConsent> countries) {

    public Enablement {
        countries = List.copyOf(countries);
    }

    /** The consent for one country, unless it is being removed or was. */
    public Optional<CountryConsent> activeCountry(String country) {
        return countries.stream()
                .filter(consent -> consent.country().equals(country) && consent.status() == CountryStatus.ACTIVE)
                .findFirst();
    }

    /** Whether this service knows at least as much as somebody who relied on the given epoch and revision. */
    public boolean knows(int otherEpoch, long otherRevision) {
        return epoch >= otherEpoch && revision >= otherRevision;
    }
}
