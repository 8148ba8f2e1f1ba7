package dev.trunkline.local.story;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the operator is in the directory: it offers every market's country, and two more. */
final class DirectoryEntry {

    static final int COUNTRIES = Market.values().length + 2;

    private static final List<String> CALLING = List.of("callingUserAssignment", "firstPartyAppAssignment");

    private DirectoryEntry() {}

    /** @param autoConfirmReleases whether release requests are confirmed as they come */
    static Map<String, Object> of(Cast cast, boolean autoConfirmReleases) {
        List<Map<String, Object>> offers = new ArrayList<>();
        for (Market market : Market.values()) {
            offers.add(offer(market.country()));
        }
        offers.add(offer(Market.NOT_ORDERED));
        offers.add(offer(Market.NOT_CONSENTED));
        return Map.of(
                "name",
                cast.operatorName(),
                "website",
                "https://nordlicht.example",
                "description",
                "Numbers on three continents",
                "supportContact",
                Cast.SUPPORT_CONTACT,
                "autoConfirmReleases",
                autoConfirmReleases,
                "offers",
                offers);
    }

    private static Map<String, Object> offer(String country) {
        return Map.of(
                "country",
                country,
                "services",
                List.of(Map.of("service", "calling", "tollUsages", CALLING, "tollFreeUsages", List.of())));
    }
}
