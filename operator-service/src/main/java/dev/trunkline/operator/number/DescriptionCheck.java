package dev.trunkline.operator.number;

import dev.trunkline.contracts.Usage;
import dev.trunkline.contracts.event.NumbersCommanded.Description;
import dev.trunkline.operator.directory.Countries;
import dev.trunkline.operator.directory.Offers;
import dev.trunkline.platform.problem.ProblemError;
import dev.trunkline.platform.problem.ProblemException;
import dev.trunkline.platform.web.ReadOnlyFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Whether an operator may describe a number so: by the numbering plan and its own offer, as a row of an upload. What its tenant consents to
 * is number-service's question. Tells every reason at once.
 */
final class DescriptionCheck {

    private final KnownNumber number;
    private final PatchNumberRequest wanted;
    private final List<ProblemError> errors = new ArrayList<>();

    private DescriptionCheck(KnownNumber number, PatchNumberRequest wanted) {
        this.number = number;
        this.wanted = wanted;
    }

    /**
     * What the request makes of the number.
     *
     * @throws ProblemException 422 naming all that is wrong
     */
    static Description descriptionOf(KnownNumber number, PatchNumberRequest wanted, Offers offers) {
        readOnly(number, wanted).require();
        DescriptionCheck check = new DescriptionCheck(number, wanted);
        check.displayedCountry();
        List<Usage> usages = wanted.additionalUsages() == null ? List.of() : wanted.additionalUsages();
        for (int i = 0; i < usages.size(); i++) {
            check.usage(usages.get(i), offers, "/additionalUsages/" + i);
        }
        if (!check.errors.isEmpty()) {
            throw new ProblemException(
                    NumberCommandProblem.DESCRIPTION_REFUSED,
                    "Nothing was changed. Correct what errors names and send the request again.",
                    check.errors);
        }
        return new Description(
                wanted.city(),
                wanted.displayedCountryCode(),
                usages.stream()
                        .distinct()
                        .filter(usage -> usage != number.usage())
                        .toList());
    }

    private static ReadOnlyFields readOnly(KnownNumber number, PatchNumberRequest wanted) {
        PatchNumberRequest present = PatchNumberRequest.of(number);
        return ReadOnlyFields.of()
                .unchanged("/telephoneNumber", wanted.telephoneNumber(), present.telephoneNumber())
                .unchanged("/tenantId", wanted.tenantId(), present.tenantId())
                .unchanged("/status", wanted.status(), present.status())
                .unchanged("/assignmentStatus", wanted.assignmentStatus(), present.assignmentStatus())
                .unchanged("/isoCountryCode", wanted.isoCountryCode(), present.isoCountryCode())
                .unchanged("/usage", wanted.usage(), present.usage())
                .unchanged("/mobile", wanted.mobile(), present.mobile())
                .unchanged("/tollFree", wanted.tollFree(), present.tollFree())
                .unchanged("/version", wanted.version(), present.version());
    }

    /** What a North American toll-free number is displayed as says under which country's consent it was delivered: that stays. */
    private void displayedCountry() {
        String displayed = wanted.displayedCountryCode();
        if (Objects.equals(displayed, number.displayedCountryCode())) {
            return;
        }
        if (displayed != null && !Countries.isCountry(displayed)) {
            refuse(
                    "country-unknown",
                    "Name the country by its ISO 3166-1 alpha-2 code, for example DE.",
                    "/displayedCountryCode");
        } else if (number.tollFree() && isNorthAmerican()) {
            refuse(
                    "displayed-country-fixed",
                    "A North American toll-free number keeps the country that it was delivered for; release it and deliver it anew.",
                    "/displayedCountryCode");
        }
    }

    private boolean isNorthAmerican() {
        String digits = Long.toString(number.telephoneNumber().digits());
        return digits.length() == 11 && digits.startsWith("1");
    }

    /** What the number has already stays, also when it is offered no more. */
    private void usage(Usage usage, Offers offers, String pointer) {
        if (usage == number.usage() || number.additionalUsages().contains(usage)) {
            return;
        }
        if (number.tollFree() && usage == Usage.CALLING_USER_ASSIGNMENT) {
            refuse("toll-free-user-usage", "A toll-free number is never a user's: leave this usage out.", pointer);
        } else if (Offers.servicesFor(usage).stream()
                .noneMatch(service -> offers.sells(number.country(), service, usage, number.tollFree()))) {
            refuse(
                    "usage-not-offered",
                    "The directory entry does not offer %s numbers for %s in %s."
                            .formatted(number.tollFree() ? "toll-free" : "toll", usage.wire(), number.country()),
                    pointer);
        }
    }

    private void refuse(String code, String detail, String pointer) {
        errors.add(new ProblemError(code, detail, pointer));
    }
}
