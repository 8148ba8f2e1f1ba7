package dev.trunkline.operator.directory;

import dev.trunkline.contracts.OfferedService;
import dev.trunkline.platform.problem.ProblemError;
import dev.trunkline.platform.problem.ProblemException;
import jakarta.ws.rs.QueryParam;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** Which operators a list shows. */
class DirectoryFilter {

    @QueryParam("region")
    @Parameter(
            description = "Only operators with an offer in this region",
            schema = @Schema(implementation = Region.class))
    @Nullable
    String region;

    @QueryParam("country")
    @Parameter(description = "Only operators with an offer in this country, ISO 3166-1 alpha-2")
    @Nullable
    String country;

    @QueryParam("service")
    @Parameter(
            description = "Only operators that offer this service, in the region and country asked for",
            schema = @Schema(implementation = OfferedService.class))
    @Nullable
    String service;

    @QueryParam("q")
    @Parameter(description = "Only operators whose name or description contains this text, whatever its case")
    @Nullable
    String text;

    /** What the database is asked for: null where anything will do. */
    record Criteria(@Nullable Set<String> countries, @Nullable OfferedService service, @Nullable String text) {}

    Criteria criteria() {
        List<ProblemError> errors = new ArrayList<>();
        Region wantedRegion = parse("region", region, Region::fromString, errors);
        OfferedService wantedService = parse("service", service, OfferedService::fromString, errors);
        Set<String> countries = wantedRegion == null ? null : Countries.of(wantedRegion);
        if (country != null && !Countries.isCountry(country)) {
            errors.add(new ProblemError(
                    "country-unknown", "country takes an ISO 3166-1 alpha-2 code, for example DE.", null));
        } else if (country != null) {
            countries = countries == null || countries.contains(country) ? Set.of(country) : Set.of();
        }
        if (!errors.isEmpty()) {
            throw new ProblemException(
                    DirectoryProblem.FILTER_UNKNOWN, "Correct the query parameters that errors names.", errors);
        }
        return new Criteria(countries, wantedService, text == null || text.isBlank() ? null : text.strip());
    }

    private static <T> @Nullable T parse(
            String name, @Nullable String value, Function<String, T> parser, List<ProblemError> errors) {
        if (value == null) {
            return null;
        }
        try {
            return parser.apply(value);
        } catch (IllegalArgumentException e) {
            errors.add(new ProblemError(name + "-unknown", name + ": " + e.getMessage() + ".", null));
            return null;
        }
    }
}
