package dev.trunkline.tenant.enablement;

import dev.trunkline.contracts.OfferedService;
import dev.trunkline.contracts.event.EnablementChanged.CountryConsent;
import dev.trunkline.contracts.event.EnablementChanged.ServiceEpoch;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One country of an enablement.
 *
 * @param epoch raised each time the country, or a service that was withdrawn from it, is added again
 * @param enablementEpoch the enablement's epoch in which it was consented to last
 * @param since its services, in the order of their declaration, so that the same consent always reads the same; each with the country's
 *     epoch since which it is consented to without a break
 * @param removedServices withdrawn alone while the country stayed
 */
record ConsentedCountry(
        String country,
        int epoch,
        int enablementEpoch,
        CountryState state,
        Map<OfferedService, Integer> since,
        Set<OfferedService> removedServices) {

    ConsentedCountry {
        Map<OfferedService, Integer> ordered = new EnumMap<>(OfferedService.class);
        ordered.putAll(since);
        since = Collections.unmodifiableMap(ordered);
        removedServices = Set.copyOf(removedServices);
    }

    static ConsentedCountry first(String country, int enablementEpoch, Set<OfferedService> services) {
        return new ConsentedCountry(country, 1, enablementEpoch, CountryState.ACTIVE, from(1, services), Set.of());
    }

    /** Consented to again after it was removed: nothing of the former epoch counts any more. */
    ConsentedCountry addAgain(int enablementEpoch, Set<OfferedService> wanted) {
        return new ConsentedCountry(
                country,
                epoch + 1,
                enablementEpoch,
                state.become(CountryState.ACTIVE),
                from(epoch + 1, wanted),
                Set.of());
    }

    /**
     * With more services; one that was withdrawn before raises the epoch, or its old fence would hold it back. What was ordered of the
     * others under an earlier epoch stays consented to.
     */
    ConsentedCountry withServices(Set<OfferedService> wanted) {
        Set<OfferedService> stillRemoved = without(removedServices, wanted);
        boolean addedAgain = stillRemoved.size() < removedServices.size();
        int next = addedAgain ? epoch + 1 : epoch;
        Map<OfferedService, Integer> all = from(next, wanted);
        all.putAll(since);
        return new ConsentedCountry(country, next, enablementEpoch, state, all, stillRemoved);
    }

    /** In another epoch of the enablement. */
    ConsentedCountry within(int otherEnablementEpoch) {
        return new ConsentedCountry(country, epoch, otherEnablementEpoch, state, since, removedServices);
    }

    /** In an epoch that others know already, so that it is left behind when something is added again. */
    ConsentedCountry atLeastIn(int knownEpoch) {
        return new ConsentedCountry(
                country, Math.max(epoch, knownEpoch), enablementEpoch, state, since, removedServices);
    }

    /** Beyond a fence that closes some of its services: nothing counts of them that was ordered before. */
    ConsentedCountry beyond(int fencedEpoch, Set<OfferedService> fenced) {
        Map<OfferedService, Integer> all = new EnumMap<>(since);
        all.putAll(from(fencedEpoch + 1, fenced));
        return new ConsentedCountry(country, fencedEpoch + 1, enablementEpoch, state, all, removedServices);
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
        Map<OfferedService, Integer> rest = new EnumMap<>(since);
        rest.remove(service);
        return new ConsentedCountry(country, epoch, enablementEpoch, state, rest, gone);
    }

    boolean isLive() {
        return state != CountryState.REMOVED;
    }

    Set<OfferedService> services() {
        return since.keySet();
    }

    List<OfferedService> sortedServices() {
        return List.copyOf(since.keySet());
    }

    CountryConsent toEvent() {
        return new CountryConsent(
                country,
                epoch,
                state.status(),
                sortedServices(),
                since.entrySet().stream()
                        .map(each -> new ServiceEpoch(each.getKey(), each.getValue()))
                        .toList());
    }

    private ConsentedCountry in(CountryState next) {
        return new ConsentedCountry(country, epoch, enablementEpoch, state.become(next), since, removedServices);
    }

    private static Map<OfferedService, Integer> from(int epoch, Set<OfferedService> services) {
        Map<OfferedService, Integer> since = new EnumMap<>(OfferedService.class);
        services.forEach(service -> since.put(service, epoch));
        return since;
    }

    private static Set<OfferedService> without(Set<OfferedService> all, Set<OfferedService> some) {
        Set<OfferedService> rest = EnumSet.noneOf(OfferedService.class);
        rest.addAll(all);
        rest.removeAll(some);
        return rest;
    }
}
