package dev.trunkline.local.story;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Telephone numbers by country. */
record Delivery(Map<Market, List<String>> numbers) {

    Delivery {
        numbers = new EnumMap<>(numbers);
    }

    List<String> in(Market market) {
        return Objects.requireNonNull(numbers.get(market), market::country);
    }

    List<String> all() {
        List<String> all = new ArrayList<>();
        numbers.values().forEach(all::addAll);
        return all;
    }
}
