package dev.trunkline.tenant.enablement;

import dev.trunkline.contracts.OfferedService;
import dev.trunkline.contracts.RemovalScopeKind;
import dev.trunkline.contracts.event.RemovalScope;
import dev.trunkline.platform.problem.ProblemError;
import dev.trunkline.platform.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which change an enablement takes in its present state, and how to go on when it does not. */
final class EnablementRules {

    private EnablementRules() {}

    /** A change of contact or state: not while the operator is being removed, and not afterwards. */
    static void requireLive(Enablement enablement) {
        if (enablement.state() == EnablementState.REMOVED) {
            throw new ProblemException(
                    EnablementProblem.OPERATOR_REMOVED,
                    "Enable the operator again with a PUT of countries, contact and accepted data-transfer notice.");
        }
        if (enablement.state() == EnablementState.REMOVING) {
            throw removalInProgress(enablement);
        }
    }

    /** A change of countries or another removal: not while any removal is open. */
    static void requireNoRemoval(Enablement enablement) {
        requireLive(enablement);
        if (enablement.removal() != null) {
            throw removalInProgress(enablement);
        }
    }

    /** A PUT adds; what it leaves out is not dropped in silence. */
    static void requireNothingDropped(Enablement enablement, Map<String, Set<OfferedService>> wanted) {
        List<ProblemError> dropped = new ArrayList<>();
        for (ConsentedCountry present : enablement.countries()) {
            if (!present.isLive()) {
                continue;
            }
            Set<OfferedService> kept = wanted.get(present.country());
            if (kept == null) {
                dropped.add(new ProblemError(
                        "country-left-out",
                        present.country() + " is enabled: name it, or withdraw it with DELETE …/countries/"
                                + present.country() + ".",
                        "/countries"));
                continue;
            }
            dropped.addAll(servicesDropped(present, kept, "/countries"));
        }
        refuseDropped(dropped);
    }

    /** The same of one country alone. */
    static void requireNoServiceDropped(
            Enablement enablement, String country, Map<String, Set<OfferedService>> wanted) {
        ConsentedCountry present = enablement.country(country);
        if (present != null && present.isLive()) {
            refuseDropped(servicesDropped(present, wanted.getOrDefault(country, Set.of()), "/services"));
        }
    }

    private static List<ProblemError> servicesDropped(
            ConsentedCountry present, Set<OfferedService> kept, String pointer) {
        return present.sortedServices().stream()
                .filter(service -> !kept.contains(service))
                .map(service -> new ProblemError(
                        "service-left-out",
                        service.wire() + " is enabled in " + present.country()
                                + ": name it, or withdraw it with DELETE …/countries/" + present.country()
                                + "/services/" + service.wire() + ".",
                        pointer))
                .toList();
    }

    private static void refuseDropped(List<ProblemError> dropped) {
        if (!dropped.isEmpty()) {
            throw new ProblemException(
                    EnablementProblem.USE_REMOVAL,
                    "Name everything that is enabled, and withdraw countries and services by their own DELETE.",
                    dropped);
        }
    }

    /** What a removal needs: something live in its scope, and something left when the operator stays. */
    static void requireRemovable(Enablement enablement, RemovalScope scope) {
        requireNoRemoval(enablement);
        if (scope.kind() == RemovalScopeKind.OPERATOR) {
            return;
        }
        ConsentedCountry country = liveCountry(enablement, String.valueOf(scope.country()));
        if (scope.kind() == RemovalScopeKind.COUNTRY) {
            if (enablement.countries().stream().filter(ConsentedCountry::isLive).count() == 1) {
                throw new ProblemException(
                        EnablementProblem.LAST_COUNTRY,
                        country.country() + " is the last one: remove the operator instead.");
            }
            return;
        }
        OfferedService service = scope.service();
        if (service == null || !country.services().contains(service)) {
            throw countryNotEnabled(country.country());
        }
        if (country.services().size() == 1) {
            throw new ProblemException(
                    EnablementProblem.LAST_SERVICE,
                    service.wire() + " is the last one in " + country.country() + ": remove the country instead.");
        }
    }

    /** The country, as long as it has not been removed. */
    static ConsentedCountry liveCountry(Enablement enablement, String code) {
        ConsentedCountry country = enablement.country(code);
        if (country == null || !country.isLive()) {
            throw countryNotEnabled(code);
        }
        return country;
    }

    private static ProblemException countryNotEnabled(String code) {
        return new ProblemException(
                EnablementProblem.COUNTRY_NOT_ENABLED,
                "GET the enablement to see its countries and services; " + code + " or that service is none of them.");
    }

    private static ProblemException removalInProgress(Enablement enablement) {
        PendingRemoval removal = enablement.removal();
        ProblemException problem = new ProblemException(
                EnablementProblem.REMOVAL_IN_PROGRESS,
                "Follow the removal under …/removals/{removalId} and try again when it has been decided.");
        return removal == null ? problem : problem.with("removalId", removal.removalId());
    }
}
