package dev.trunkline.number.emergency;

import dev.trunkline.platform.problem.ProblemError;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether a location serves a number. */
public final class LocationRules {

    private LocationRules() {}

    /**
     * What speaks against the location, all of it.
     *
     * @param country the number's
     * @param pointer where the request names the location; null where it does not
     */
    public static List<ProblemError> check(PlaceOfHelp place, String country, @Nullable String pointer) {
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
        }
        return errors;
    }
}
