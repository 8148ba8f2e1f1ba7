package dev.trunkline.tenant.enablement;

import dev.trunkline.contracts.OfferedService;
import dev.trunkline.contracts.OperatorStatus;
import dev.trunkline.contracts.event.EnablementContactChanged.Contact;
import dev.trunkline.platform.problem.PlatformProblem;
import dev.trunkline.platform.problem.ProblemError;
import dev.trunkline.platform.problem.ProblemException;
import dev.trunkline.tenant.directory.DirectoryEntry;
import dev.trunkline.tenant.enablement.EnableOperatorRequest.CountryRequest;
import dev.trunkline.tenant.enablement.EnableOperatorRequest.NoticeRequest;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Finds everything that is missing or wrong in one request, and answers it at once. */
final class ConsentValidation {

    private final List<ProblemError> errors = new ArrayList<>();
    private final @Nullable DirectoryEntry operator;
    private final @Nullable Enablement present;
    private final String currentNotice;

    /**
     * Prepares the checks.
     *
     * @param operator null while nothing has been heard of it
     * @param present the enablement as it is; null for a first one
     * @param currentNotice the version that has to be accepted now
     */
    ConsentValidation(@Nullable DirectoryEntry operator, @Nullable Enablement present, String currentNotice) {
        this.operator = operator;
        this.present = present;
        this.currentNotice = currentNotice;
    }

    /**
     * The consent that the request expresses.
     *
     * @throws ProblemException 422 with every reason why it expresses none
     */
    Consent check(EnableOperatorRequest request) {
        checkOperator();
        Map<String, Set<OfferedService>> countries = countries(request.countries());
        ContactValidation contact = new ContactValidation(errors, "/contact");
        Contact checkedContact = contact.check(request.contact());
        String acceptedNotice = acceptedNotice(request.dataTransferNotice(), countries);
        if (present != null) {
            new ReadOnlyMembers(errors).check(request, present, operator);
        }
        if (!errors.isEmpty() || checkedContact == null) {
            throw refusal();
        }
        return new Consent(countries, checkedContact, acceptedNotice);
    }

    private ProblemException refusal() {
        if (errors.size() == 1 && operator == null) {
            return new ProblemException(
                    EnablementProblem.OPERATOR_UNKNOWN, errors.get(0).detail(), errors);
        }
        if (errors.size() == 1 && errors.get(0).code().equals(EnablementProblem.OPERATOR_RETIRED.slug())) {
            return new ProblemException(
                    EnablementProblem.OPERATOR_RETIRED, errors.get(0).detail(), errors);
        }
        return new ProblemException(
                PlatformProblem.VALIDATION_FAILED,
                "Correct every member named in errors and send the request again.",
                errors);
    }

    private boolean isNew() {
        return present == null || present.state() == EnablementState.REMOVED;
    }

    private void checkOperator() {
        if (operator == null) {
            errors.add(new ProblemError(
                    EnablementProblem.OPERATOR_UNKNOWN.slug(),
                    "Find the operator in the directory; one registered a moment ago is known here in seconds.",
                    null));
        } else if (operator.status() == OperatorStatus.RETIRED && isNew()) {
            errors.add(new ProblemError(
                    EnablementProblem.OPERATOR_RETIRED.slug(),
                    "The operator serves its present tenants only; choose another from the directory.",
                    null));
        }
    }

    private Map<String, Set<OfferedService>> countries(@Nullable List<@Nullable CountryRequest> requested) {
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
            Set<OfferedService> services = services(country.country(), country.services(), pointer);
            if (countries.put(country.country(), services) != null) {
                invalid("duplicate", pointer + "/country", "Name each country once, with all its services.");
            }
        }
        return countries;
    }

    private Set<OfferedService> services(String country, @Nullable List<@Nullable String> requested, String pointer) {
        Set<OfferedService> services = EnumSet.noneOf(OfferedService.class);
        boolean offered = operator == null || operator.offers(country) || isConsented(country);
        if (!offered) {
            invalid(
                    "country-not-offered",
                    pointer + "/country",
                    "The operator does not offer this country; its directory entry lists those that it does.");
        }
        if (requested == null || requested.isEmpty()) {
            missing(pointer + "/services", "Name at least one service that the operator offers in the country.");
            return services;
        }
        for (int j = 0; j < requested.size(); j++) {
            service(country, requested.get(j), pointer + "/services/" + j, offered, services);
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

    private @Nullable String acceptedNotice(
            @Nullable NoticeRequest notice, Map<String, Set<OfferedService>> countries) {
        Notice before = present == null || isNew() ? null : present.notice();
        boolean accepted = notice != null && Boolean.TRUE.equals(notice.accepted());
        boolean declined = notice != null && Boolean.FALSE.equals(notice.accepted());
        String version = notice == null ? null : notice.version();
        if (accepted && currentNotice.equals(version)) {
            return before != null && before.version().equals(currentNotice) ? null : currentNotice;
        }
        boolean needsCurrent = before == null || present == null || present.adds(countries);
        boolean stillCounts =
                before != null && (!needsCurrent || before.version().equals(currentNotice));
        if (before != null && stillCounts && !declined && (version == null || version.equals(before.version()))) {
            return null;
        }
        if (version == null) {
            missing("/dataTransferNotice/version", "The current version is " + currentNotice + ".");
        } else if (!version.equals(currentNotice)) {
            invalid(
                    "data-transfer-notice-outdated",
                    "/dataTransferNotice/version",
                    "Version " + currentNotice + " of the notice has to be accepted now.");
        }
        if (!accepted) {
            invalid(
                    "data-transfer-notice-not-accepted",
                    "/dataTransferNotice/accepted",
                    "Without consent to the transfer of data the operator cannot be enabled: accept version "
                            + currentNotice + " with true.");
        }
        return null;
    }

    private void missing(String pointer, String detail) {
        invalid("required", pointer, detail);
    }

    private void invalid(String code, String pointer, String detail) {
        errors.add(new ProblemError(code, detail, pointer));
    }
}
