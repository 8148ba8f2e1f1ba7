package dev.trunkline.number.delivery;

import dev.trunkline.contracts.OfferedService;
import dev.trunkline.contracts.RowCode;
import dev.trunkline.contracts.event.EnablementChanged.CountryConsent;
import dev.trunkline.contracts.event.UploadChunkSubmitted;
import dev.trunkline.number.enablement.Enablement;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether the tenant consents to what a chunk brings.
 *
 * @param enablement null only where a fence closes the whole consent
 */
record ConsentRules(@Nullable Enablement enablement, Fences fences) {

    private static final Refusal REMOVED = new Refusal(
            RowCode.CONSENT_REQUIRED,
            "The tenant's consent that this order relied on has ended; place a new order once it consents again.");
    private static final Refusal REMOVING = new Refusal(
            RowCode.CONSENT_REQUIRED, "The tenant is removing its consent; retry the row if the removal is refused.");
    private static final Refusal SUSPENDED = new Refusal(
            RowCode.CONSENT_SUSPENDED, "The tenant has suspended its consent; retry the row when it resumes.");

    /** What speaks against the whole chunk. */
    Optional<Refusal> refusalOf(UploadChunkSubmitted chunk) {
        if (enablement == null
                || fences.closeOperator(chunk.enablementEpoch())
                || enablement.epoch() != chunk.enablementEpoch()) {
            return Optional.of(REMOVED);
        }
        return switch (enablement.status()) {
            case ACTIVE -> Optional.empty();
            case SUSPENDED -> Optional.of(SUSPENDED);
            case REMOVING -> Optional.of(REMOVING);
            case REMOVED -> Optional.of(REMOVED);
        };
    }

    /**
     * What speaks against one row of a chunk that as a whole may be delivered.
     *
     * @param orderedEpoch of the country, under which the number was ordered; null where the sender did not say
     */
    Optional<Refusal> refusalOf(String country, Set<OfferedService> services, @Nullable Integer orderedEpoch) {
        Enablement consent = enablement;
        if (consent == null) {
            return Optional.of(REMOVED);
        }
        Optional<CountryConsent> active = consent.activeCountry(country);
        if (active.isEmpty()) {
            return Optional.of(withoutCountry(country));
        }
        CountryConsent present = active.get();
        if (orderedEpoch != null && present.services().stream().noneMatch(any -> present.carries(any, orderedEpoch))) {
            return Optional.of(new Refusal(
                    RowCode.COUNTRY_NOT_CONSENTED,
                    "The tenant has withdrawn " + country
                            + " since this was ordered, and added it again; place a new order."));
        }
        int epoch = orderedEpoch == null ? present.epoch() : orderedEpoch;
        if (fences.closeCountry(consent.epoch(), country, epoch)) {
            return Optional.of(withoutCountry(country));
        }
        for (OfferedService service : services) {
            if (!present.services().contains(service)) {
                return Optional.of(withoutService(service, country));
            }
            if (orderedEpoch != null && !present.carries(service, orderedEpoch)) {
                return Optional.of(new Refusal(
                        RowCode.SERVICE_NOT_CONSENTED,
                        "The tenant has withdrawn " + service.wire() + " in " + country
                                + " since this was ordered, and added it again; place a new order."));
            }
            if (fences.closeService(consent.epoch(), country, epoch, service)) {
                return Optional.of(withoutService(service, country));
            }
        }
        return Optional.empty();
    }

    private static Refusal withoutCountry(String country) {
        return new Refusal(
                RowCode.COUNTRY_NOT_CONSENTED,
                "The tenant does not consent to " + country + "; ask it to add the country.");
    }

    private static Refusal withoutService(OfferedService service, String country) {
        return new Refusal(
                RowCode.SERVICE_NOT_CONSENTED,
                "The tenant does not consent to " + service.wire() + " in " + country + "; ask it to add the service.");
    }
}
