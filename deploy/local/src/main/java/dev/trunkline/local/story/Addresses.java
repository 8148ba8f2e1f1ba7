package dev.trunkline.local.story;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/** The tenant's validated addresses, one in each country with a stated policy. */
final class Addresses {

    private final Map<Market, Location> locations = new EnumMap<>(Market.class);

    void put(Market market, Location location) {
        locations.put(market, location);
    }

    Location in(Market market) {
        return Objects.requireNonNull(locations.get(market), market::country);
    }
}
