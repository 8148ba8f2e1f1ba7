package dev.trunkline.number.emergency;

import dev.trunkline.contracts.E164Number;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where numbers belong, as far as the configuration knows it: in some countries an emergency address must lie in its number's area.
 *
 * <p>The longest configured beginning of a number decides; a number of which none is configured may have any address of its country.
 */
@ApplicationScoped
public class NumberAreas {

    private static final Set<String> BOUND_COUNTRIES = Set.of("BE", "DE", "ES", "FR", "IE", "NL");

    private final EmergencyConfig config;

    NumberAreas(EmergencyConfig config) {
        this.config = config;
    }

    /**
     * Whether an address may serve the number.
     *
     * @param country of both, ISO 3166-1 alpha-2
     */
    public boolean covers(E164Number number, String country, @Nullable String postalCode) {
        if (!BOUND_COUNTRIES.contains(country)) {
            return true;
        }
        Optional<Set<String>> area = areaOf(Long.toString(number.digits()));
        if (area.isEmpty()) {
            return true;
        }
        String code = postalCode == null ? "" : postalCode.strip().toUpperCase(Locale.ROOT);
        return area.get().stream().anyMatch(code::startsWith);
    }

    private Optional<Set<String>> areaOf(String digits) {
        for (int length = digits.length(); length > 0; length--) {
            Set<String> area = config.areas().get(digits.substring(0, length));
            if (area != null) {
                return Optional.of(area);
            }
        }
        return Optional.empty();
    }
}
