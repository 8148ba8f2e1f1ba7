package dev.trunkline.number.emergency;

import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Judges an address by its form alone: complete, of an existing country, with a postal code as that country writes them. */
@DefaultBean
@ApplicationScoped
class AddressRules implements AddressValidation {

    private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());
    private static final Set<String> WITH_STATES = Set.of("AU", "CA", "US");
    private static final Set<String> WITHOUT_COORDINATES = Set.of("AU", "JP");
    private static final Set<String> WITHOUT_POSTAL_CODES = Set.of("AE", "HK", "PA", "QA");
    private static final Map<String, Pattern> POSTAL_CODES = Map.ofEntries(
            Map.entry("AT", Pattern.compile("\\d{4}")),
            Map.entry("AU", Pattern.compile("\\d{4}")),
            Map.entry("BE", Pattern.compile("\\d{4}")),
            Map.entry("CA", Pattern.compile("[A-Z]\\d[A-Z] ?\\d[A-Z]\\d")),
            Map.entry("CH", Pattern.compile("\\d{4}")),
            Map.entry("DE", Pattern.compile("\\d{5}")),
            Map.entry("DK", Pattern.compile("\\d{4}")),
            Map.entry("ES", Pattern.compile("\\d{5}")),
            Map.entry("FR", Pattern.compile("\\d{5}")),
            Map.entry("GB", Pattern.compile("[A-Z]{1,2}\\d[A-Z\\d]? ?\\d[A-Z]{2}")),
            Map.entry("IE", Pattern.compile("[A-Z]\\d[\\dW] ?[A-Z\\d]{4}")),
            Map.entry("IT", Pattern.compile("\\d{5}")),
            Map.entry("JP", Pattern.compile("\\d{3}-?\\d{4}")),
            Map.entry("NL", Pattern.compile("\\d{4} ?[A-Z]{2}")),
            Map.entry("SE", Pattern.compile("\\d{3} ?\\d{2}")),
            Map.entry("US", Pattern.compile("\\d{5}(-\\d{4})?")));

    @Override
    public List<String> findings(AddressLines address) {
        List<String> findings = new ArrayList<>();
        if (!isCountry(address.country())) {
            findings.add("The country " + address.country() + " does not exist.");
        }
        requirePresent(findings, address.houseNumber(), "house number");
        requirePresent(findings, address.street(), "street");
        requirePresent(findings, address.city(), "city");
        if (WITH_STATES.contains(address.country())) {
            requirePresent(findings, address.state(), "state");
        }
        if (needsCoordinates(address.country())) {
            requirePresent(findings, address.latitude(), "latitude");
            requirePresent(findings, address.longitude(), "longitude");
        }
        judgePostalCode(findings, address);
        return findings;
    }

    static boolean isCountry(String country) {
        return COUNTRIES.contains(country);
    }

    static boolean needsCoordinates(String country) {
        return !WITHOUT_COORDINATES.contains(country);
    }

    private static void judgePostalCode(List<String> findings, AddressLines address) {
        if (WITHOUT_POSTAL_CODES.contains(address.country())) {
            return;
        }
        String postalCode = address.postalCode();
        if (postalCode == null || postalCode.isBlank()) {
            requirePresent(findings, null, "postal code");
            return;
        }
        Pattern form = POSTAL_CODES.get(address.country());
        if (form != null
                && !form.matcher(postalCode.strip().toUpperCase(Locale.ROOT)).matches()) {
            findings.add("The postal code " + postalCode + " is not of the form that " + address.country() + " uses.");
        }
    }

    private static void requirePresent(List<String> findings, @Nullable Object value, String name) {
        if (value == null || value.toString().isBlank()) {
            findings.add("The " + name + " is missing.");
        }
    }
}
