package dev.trunkline.operator.directory;

import dev.trunkline.contracts.OfferedService;
import dev.trunkline.contracts.Usage;
import dev.trunkline.contracts.event.OperatorChanged.CountryOffer;
import dev.trunkline.contracts.event.OperatorChanged.ServiceOffer;
import dev.trunkline.platform.problem.ProblemError;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Whether offers can be what they say: countries that exist, each once, services with the usages that they can have. */
final class OfferCheck {

    private final List<ProblemError> errors = new ArrayList<>();

    private OfferCheck() {}

    static List<ProblemError> errorsOf(List<CountryOffer> offers) {
        OfferCheck check = new OfferCheck();
        Set<String> countries = new HashSet<>();
        for (int i = 0; i < offers.size(); i++) {
            check.country(offers.get(i), "/offers/" + i, countries);
        }
        return check.errors;
    }

    private void country(CountryOffer offer, String pointer, Set<String> countries) {
        if (offer == null || offer.country() == null || !Countries.isCountry(offer.country())) {
            refuse(
                    "country-unknown",
                    "Name the country by its ISO 3166-1 alpha-2 code, for example DE.",
                    pointer + "/country");
            return;
        }
        if (!countries.add(offer.country())) {
            refuse(
                    "country-repeated",
                    "State all services of " + offer.country() + " in one offer.",
                    pointer + "/country");
        }
        if (offer.services().isEmpty()) {
            refuse("services-missing", "Offer at least one service in " + offer.country() + ".", pointer + "/services");
        }
        Set<OfferedService> services = EnumSet.noneOf(OfferedService.class);
        for (int i = 0; i < offer.services().size(); i++) {
            service(offer.services().get(i), pointer + "/services/" + i, services);
        }
    }

    private void service(ServiceOffer offer, String pointer, Set<OfferedService> services) {
        if (offer.service() == null) {
            refuse("service-missing", "Name the service: calling, conferencing or phoneMobile.", pointer + "/service");
            return;
        }
        if (!services.add(offer.service())) {
            refuse("service-repeated", "State " + offer.service().wire() + " once per country.", pointer + "/service");
        }
        if (offer.tollUsages().isEmpty() && offer.tollFreeUsages().isEmpty()) {
            refuse(
                    "usages-missing",
                    "Say which usages are sold as toll or as toll-free numbers.",
                    pointer + "/tollUsages");
        }
        usages(offer.service(), offer.tollUsages(), pointer + "/tollUsages");
        usages(offer.service(), offer.tollFreeUsages(), pointer + "/tollFreeUsages");
        if (offer.tollFreeUsages().contains(Usage.CALLING_USER_ASSIGNMENT)) {
            refuse(
                    "toll-free-user-usage",
                    "A toll-free number is never a user's: leave callingUserAssignment out of tollFreeUsages.",
                    pointer + "/tollFreeUsages");
        }
    }

    private void usages(OfferedService service, List<Usage> usages, String pointer) {
        for (Usage usage : usages) {
            if (!Offers.usagesOf(service).contains(usage)) {
                refuse(
                        "usage-of-another-service",
                        "%s has no numbers for %s.".formatted(service.wire(), usage.wire()),
                        pointer);
            }
        }
    }

    private void refuse(String code, String detail, String pointer) {
        errors.add(new ProblemError(code, detail, pointer));
    }
}
