package dev.trunkline.tenant.enablement;

import dev.trunkline.contracts.OfferedService;
import dev.trunkline.contracts.event.RemovalScope;
import java.util.Collection;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Every country that an enablement ever had, in order of its code. */
final class ConsentedCountries {

    private final NavigableMap<String, ConsentedCountry> byCode = new TreeMap<>();

    ConsentedCountries(Collection<ConsentedCountry> countries) {
        countries.forEach(this::put);
    }

    /** Whether the consent would have a country or a service that there is none of. */
    boolean lack(Map<String, Set<OfferedService>> wanted) {
        return wanted.entrySet().stream().anyMatch(entry -> {
            ConsentedCountry present = byCode.get(entry.getKey());
            return present == null || !present.isLive() || !present.services().containsAll(entry.getValue());
        });
    }

    void add(Map<String, Set<OfferedService>> wanted, int enablementEpoch) {
        wanted.forEach((country, services) -> {
            ConsentedCountry present = byCode.get(country);
            if (present == null) {
                put(ConsentedCountry.first(country, enablementEpoch, services));
            } else if (present.isLive()) {
                put(present.withServices(services));
            } else {
                put(present.addAgain(enablementEpoch, services));
            }
        });
    }

    void put(ConsentedCountry country) {
        byCode.put(country.country(), country);
    }

    void remove() {
        byCode.replaceAll((code, country) -> country.removed());
    }

    /** Those of one epoch of the enablement go on in another one. */
    void move(int fromEpoch, int toEpoch) {
        byCode.replaceAll(
                (code, country) -> country.enablementEpoch() == fromEpoch ? country.within(toEpoch) : country);
    }

    /** The one that a removal is about. */
    ConsentedCountry in(RemovalScope scope) {
        return Objects.requireNonNull(byCode.get(Objects.requireNonNull(scope.country())), "country not consented");
    }

    /** The country of that code, removed ones included; null when there never was one. */
    @Nullable
    ConsentedCountry get(String code) {
        return byCode.get(code);
    }

    Collection<ConsentedCountry> all() {
        return byCode.values();
    }
}
