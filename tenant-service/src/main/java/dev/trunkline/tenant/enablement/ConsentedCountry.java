package dev.trunkline.tenant.enablement;

import dev.trunkline.contracts.OfferedService;
import dev.trunkline.contracts.event.EnablementChanged.CountryConsent;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * One country of an enablement.
 *
 * @param epoch raised each time the country, or a service that was withdrawn from it, is added again
 * @param enablementEpoch the enablement's epoch in which it was consented to last
 * @param removedServices withdrawn alone while the country stayed
 */
record ConsentedCountry(
        String country,
        int epoch,
        int enablementEpoch,
        CountryState state,
        Set<OfferedService> services,
        Set<OfferedService> removedServices) {

    ConsentedCountry {
        services = Set.copyOf(services);
        removedServices = Set.copyOf(removedServices);
    }

    static ConsentedCountry first(String country, int enablementEpoch, Set<OfferedService> services) {
        return new ConsentedCountry(country, 1, enablementEpoch, CountryState.ACTIVE, services, Set.of());
    }

    /** Consented to again after it was removed: nothing of the former epoch counts any more. */
    ConsentedCountry addAgain(int enablementEpoch, Set<OfferedService> wanted) {
        return new ConsentedCountry(
                country, epoch + 1, enablementEpoch, state.become(CountryState.ACTIVE), wanted, Set.of());
    }

    /** With more services; one that was withdrawn before raises the epoch, or its old fence would hold it back. */
    ConsentedCountry withServices(Set<OfferedService> wanted) {
        Set<OfferedService> all = EnumSet.copyOf(services);
        all.addAll(wanted);
        Set<OfferedService> stillRemoved = without(removedServices, wanted);
        boolean addedAgain = stillRemoved.size() < removedServices.size();
        return new ConsentedCountry(country, addedAgain ? epoch + 1 : epoch, enablementEpoch, state, all, stillRemoved);
    }

    ConsentedCountry removing() {
        return in(CountryState.REMOVING);
    }

    ConsentedCountry kept() {
        return in(CountryState.ACTIVE);
    }

    ConsentedCountry removed() {
        return state == CountryState.REMOVED ? this : in(CountryState.REMOVED);
    }

    ConsentedCountry withoutService(OfferedService service) {
        Set<OfferedService> gone = EnumSet.of(service);
        gone.addAll(removedServices);
        return new ConsentedCountry(country, epoch, enablementEpoch, state, without(services, Set.of(service)), gone);
    }

    boolean isLive() {
        return state != CountryState.REMOVED;
    }

    /** Services in the order of their declaration, so that the same consent always reads the same. */
    List<OfferedService> sortedServices() {
        return services.stream().sorted().toList();
    }

    CountryConsent toEvent() {
        return new CountryConsent(country, epoch, state.status(), sortedServices());
    }

    private ConsentedCountry in(CountryState next) {
        return new ConsentedCountry(country, epoch, enablementEpoch, state.become(next), services, removedServices);
    }

    private static Set<OfferedService> without(Set<OfferedService> all, Set<OfferedService> some) {
        Set<OfferedService> rest = EnumSet.noneOf(OfferedService.class);
        rest.addAll(all);
        rest.removeAll(some);
        return rest;
    }
}
