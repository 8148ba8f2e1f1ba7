package dev.trunkline.tenant.enablement;

import dev.trunkline.contracts.OfferedService;
import dev.trunkline.platform.problem.ProblemError;
import dev.trunkline.tenant.directory.DirectoryEntry;
import dev.trunkline.tenant.enablement.EnableOperatorRequest.CountryRequest;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Checks countries and services against what the operator offers; what it finds it adds to the errors of the request. */
final class CountryValidation {

    private final List<ProblemError> errors;
    private final @Nullable DirectoryEntry operator;
    private final @Nullable Enablement present;

    /**
     * Prepares the checks.
     *
     * @param errors where to add what is found
     * @param operator null while nothing has been heard of it: then nothing is said of what it offers
     * @param present the enablement as it is; null for a first one
     */
    CountryValidation(List<ProblemError> errors, @Nullable DirectoryEntry operator, @Nullable Enablement present) {
        this.errors = errors;
        this.operator = operator;
        this.present = present;
    }

    /** The countries that are well named, each with its services. */
    Map<String, Set<OfferedService>> countries(@Nullable List<@Nullable CountryRequest> requested) {
        Map<String, Set<OfferedService>> countries = new TreeMap<>();
        if (requested == null || requested.isEmpty()) {
            missing("/countries", "Name at least one country of the operator's offers.");
            return countries;
        }
        for (int i = 0; i < requested.size(); i++) {
            String pointer = "/countries/" + i;
            CountryRequest country = requested.get(i);
            if (country == null || country.country() == null) {
                missing(pointer + "/country", "Name the country by its ISO 3166-1 alpha-2 code.");
                continue;
            }
            Set<OfferedService> services =
                    services(country.country(), pointer + "/country", country.services(), pointer + "/services");
            if (countries.put(country.country(), services) != null) {
                invalid("duplicate", pointer + "/country", "Name each country once, with all its services.");
            }
        }
        return countries;
    }

    /**
     * The services that are well named.
     *
     * @param countryAt JSON pointer of the country; null when the path names it
     * @param at JSON pointer of the services
     */
    Set<OfferedService> services(
            String country, @Nullable String countryAt, @Nullable List<@Nullable String> requested, String at) {
        Set<OfferedService> services = EnumSet.noneOf(OfferedService.class);
        boolean offered = operator == null || operator.offers(country) || isConsented(country);
        if (!offered) {
            invalid(
                    "country-not-offered",
                    countryAt,
                    "The operator does not offer this country; its directory entry lists those that it does.");
        }
        if (requested == null || requested.isEmpty()) {
            missing(at, "Name at least one service that the operator offers in the country.");
            return services;
        }
        for (int j = 0; j < requested.size(); j++) {
            service(country, requested.get(j), at + "/" + j, offered, services);
        }
        return services;
    }

    private void service(
            String country,
            @Nullable String wire,
            String pointer,
            boolean countryOffered,
            Set<OfferedService> services) {
        OfferedService service;
        try {
            service = OfferedService.fromString(String.valueOf(wire));
        } catch (IllegalArgumentException e) {
            invalid("invalid", pointer, "A service is one of calling, conferencing and phoneMobile.");
            return;
        }
        services.add(service);
        boolean serviceOffered = operator == null || operator.offers(country, service) || isConsented(country, service);
        if (countryOffered && !serviceOffered) {
            invalid(
                    "service-not-offered",
                    pointer,
                    "The operator does not offer " + service.wire() + " in " + country
                            + "; its directory entry lists the services of each country.");
        }
    }

    /** What was consented to goes on, even when the operator has stopped offering it to others. */
    private boolean isConsented(String country) {
        ConsentedCountry consented = present == null ? null : present.country(country);
        return consented != null && consented.isLive();
    }

    private boolean isConsented(String country, OfferedService service) {
        ConsentedCountry consented = present == null ? null : present.country(country);
        return consented != null && consented.isLive() && consented.services().contains(service);
    }

    private void missing(String pointer, String detail) {
        invalid("required", pointer, detail);
    }

    private void invalid(String code, @Nullable String pointer, String detail) {
        errors.add(new ProblemError(code, detail, pointer));
    }
}
