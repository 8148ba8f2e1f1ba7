package dev.trunkline.operator.directory;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The countries of the world (ISO 3166-1 alpha-2) and the region of each: the resource {@code regions.properties}. */
public final class Countries {

    private static final Map<String, Region> REGIONS = load();

    private Countries() {}

    /** Whether there is such a country. */
    public static boolean isCountry(String code) {
        return REGIONS.containsKey(code);
    }

    static Optional<Region> regionOf(String country) {
        return Optional.ofNullable(REGIONS.get(country));
    }

    static Set<String> of(Region region) {
        Set<String> countries = new TreeSet<>();
        REGIONS.forEach((country, itsRegion) -> {
            if (itsRegion == region) {
                countries.add(country);
            }
        });
        return countries;
    }

    /** The regions of some countries, in order. */
    static Set<Region> regionsOf(Collection<String> countries) {
        Set<Region> regions = new TreeSet<>();
        for (String country : countries) {
            regionOf(country).ifPresent(regions::add);
        }
        return regions;
    }

    private static Map<String, Region> load() {
        Properties table = new Properties();
        try (InputStream resource = Countries.class.getResourceAsStream("/regions.properties")) {
            table.load(resource);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, Region> regions = new TreeMap<>();
        for (Region region : Region.values()) {
            for (String country : table.getProperty(region.name()).split("\\s+", -1)) {
                if (regions.put(country, region) != null) {
                    throw new IllegalStateException(country + " is in two regions");
                }
            }
        }
        return regions;
    }
}
