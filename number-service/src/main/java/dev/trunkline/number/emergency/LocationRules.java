package dev.trunkline.number.emergency;

import dev.trunkline.contracts.E164Number;
import dev.trunkline.platform.problem.ProblemError;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Whether a location serves a number. */
@ApplicationScoped
public class LocationRules {

    private final NumberAreas areas;

    LocationRules(NumberAreas areas) {
        this.areas = areas;
    }

    /** Rules that know no areas, for tests that are not about them. */
    public static LocationRules withoutAreas() {
        return new LocationRules(new NumberAreas(Map::of));
    }

    /**
     * What speaks against the location, all of it.
     *
     * @param country the number's
     * @param pointer where the request names the location; null where it does not
     */
    public List<ProblemError> check(PlaceOfHelp place, E164Number number, String country, @Nullable String pointer) {
        List<ProblemError> errors = new ArrayList<>();
        if (!place.validated()) {
            errors.add(new ProblemError(
                    "emergency-location-not-validated",
                    "The civic address of the location is not validated: POST …/emergency-addresses/"
                            + place.civicAddressId() + "/validate first.",
                    pointer));
        }
        if (!place.country().equals(country)) {
            errors.add(new ProblemError(
                    "emergency-location-country-mismatch",
                    "The location lies in " + place.country() + ", the number in " + country
                            + ": choose a location in the number's country.",
                    pointer));
        } else if (!areas.covers(number, country, place.postalCode())) {
            errors.add(new ProblemError(
                    "emergency-location-area-mismatch",
                    "In " + country + " the address must lie in the number's area, and the postal code "
                            + place.postalCode() + " does not: choose a location there.",
                    pointer));
        }
        return errors;
    }
}
