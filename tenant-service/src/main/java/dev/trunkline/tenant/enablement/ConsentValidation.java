package dev.trunkline.tenant.enablement;

import dev.trunkline.contracts.OfferedService;
import dev.trunkline.contracts.OperatorStatus;
import dev.trunkline.contracts.event.EnablementContactChanged.Contact;
import dev.trunkline.platform.problem.PlatformProblem;
import dev.trunkline.platform.problem.ProblemError;
import dev.trunkline.platform.problem.ProblemException;
import dev.trunkline.tenant.directory.DirectoryEntry;
import dev.trunkline.tenant.enablement.EnableOperatorRequest.NoticeRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
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
        Map<String, Set<OfferedService>> countries =
                new CountryValidation(errors, operator, present).countries(request.countries());
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

    /**
     * The consent to one country of an enablement, which keeps the rest of it as it is.
     *
     * @throws ProblemException 422 with every reason why it expresses none
     */
    Consent checkCountry(String country, PutCountryRequest request, Enablement live) {
        checkOperator();
        Set<OfferedService> services =
                new CountryValidation(errors, operator, live).services(country, null, request.services(), "/services");
        Map<String, Set<OfferedService>> countries = Map.of(country, services);
        String acceptedNotice = acceptedNotice(request.dataTransferNotice(), countries);
        new ReadOnlyMembers(errors).check(country, request, live, operator);
        if (!errors.isEmpty()) {
            throw refusal();
        }
        return new Consent(countries, Objects.requireNonNull(live.contact()), acceptedNotice);
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
        if (NoticeValidation.isOutdatedAlone(errors)) {
            return new ProblemException(
                            EnablementProblem.DATA_TRANSFER_NOTICE_OUTDATED,
                            "Send the request again with dataTransferNotice {\"version\": \"" + currentNotice
                                    + "\", \"accepted\": true}.",
                            errors)
                    .with("currentVersion", currentNotice);
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

    private @Nullable String acceptedNotice(
            @Nullable NoticeRequest notice, Map<String, Set<OfferedService>> countries) {
        Enablement live = present == null || isNew() ? null : present;
        return new NoticeValidation(errors, currentNotice)
                .check(notice, live == null ? null : live.notice(), live == null || live.adds(countries));
    }
}
