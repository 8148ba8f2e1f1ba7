package dev.trunkline.tenant.enablement;

import dev.trunkline.contracts.event.EnablementChanged;
import dev.trunkline.contracts.event.EnablementChanged.CountryConsent;
import dev.trunkline.contracts.event.EnablementContactChanged;
import java.util.List;
import java.util.Objects;

/** What the other services hear of an enablement. */
final class EnablementEvents {

    private EnablementEvents() {}

    /** The whole enablement but for the contact. */
    static EnablementChanged changed(Enablement enablement) {
        List<CountryConsent> countries = enablement.countries().stream()
                .filter(country -> country.isLive() || country.enablementEpoch() == enablement.epoch())
                .map(ConsentedCountry::toEvent)
                .toList();
        PendingRemoval removal = enablement.removal();
        return new EnablementChanged(
                enablement.key().tenantId(),
                enablement.key().operatorId(),
                enablement.revisions().current(),
                enablement.epoch(),
                enablement.state().status(),
                countries,
                enablement.notice().version(),
                enablement.notice().acceptedAt(),
                enablement.dates().enabledAt(),
                enablement.dates().lastModifiedOn(),
                removal == null ? null : removal.removalId());
    }

    /** The contact of an enablement that has one. */
    static EnablementContactChanged contactChanged(Enablement enablement) {
        return new EnablementContactChanged(
                enablement.key().tenantId(),
                enablement.key().operatorId(),
                enablement.revisions().contact(),
                enablement.epoch(),
                Objects.requireNonNull(enablement.contact(), "the contact has been erased"));
    }
}
