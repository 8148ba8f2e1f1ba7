package dev.trunkline.operator.directory;

import dev.trunkline.contracts.OfferedService;
import dev.trunkline.contracts.Usage;
import dev.trunkline.contracts.event.OperatorChanged.CountryOffer;
import dev.trunkline.contracts.event.OperatorChanged.ServiceOffer;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What an operator sells where. */
public final class Offers {

    private final List<CountryOffer> countries;

    public Offers(List<CountryOffer> countries) {
        this.countries = List.copyOf(countries);
    }

    /** The usages that numbers of a service can have. */
    public static Set<Usage> usagesOf(OfferedService service) {
        return switch (service) {
            case CALLING -> EnumSet.of(Usage.CALLING_USER_ASSIGNMENT, Usage.FIRST_PARTY_APP_ASSIGNMENT);
            case CONFERENCING -> EnumSet.of(Usage.CONFERENCE_ASSIGNMENT);
            case PHONE_MOBILE -> EnumSet.of(Usage.CALLING_USER_ASSIGNMENT);
        };
    }

    /** The services that can sell numbers for a usage. */
    public static Set<OfferedService> servicesFor(Usage usage) {
        Set<OfferedService> services = EnumSet.noneOf(OfferedService.class);
        for (OfferedService service : OfferedService.values()) {
            if (usagesOf(service).contains(usage)) {
                services.add(service);
            }
        }
        return services;
    }

    /** Whether toll or, as asked, toll-free numbers of a service are sold for a usage. */
    public boolean sells(String country, OfferedService service, Usage usage, boolean tollFree) {
        for (ServiceOffer offer : servicesIn(country)) {
            List<Usage> sold = tollFree ? offer.tollFreeUsages() : offer.tollUsages();
            if (offer.service() == service && sold.contains(usage)) {
                return true;
            }
        }
        return false;
    }

    /** Whether any numbers of the service are sold for the usage, toll or toll-free. */
    public boolean sells(String country, OfferedService service, Usage usage) {
        return sells(country, service, usage, false) || sells(country, service, usage, true);
    }

    private List<ServiceOffer> servicesIn(String country) {
        for (CountryOffer offer : countries) {
            if (offer.country().equals(country)) {
                return offer.services();
            }
        }
        return List.of();
    }
}
