package dev.trunkline.tenant.enablement;

import dev.trunkline.contracts.CompanySize;
import dev.trunkline.contracts.event.EnablementContactChanged.Contact;
import dev.trunkline.platform.problem.ProblemError;
import dev.trunkline.tenant.enablement.EnableOperatorRequest.ContactRequest;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks a contact; what it finds it adds to the errors of the request. */
final class ContactValidation {

    private static final int NAME_LENGTH = 200;
    private static final int EMAIL_LENGTH = 320;
    private static final Pattern EMAIL = Pattern.compile("[^@\\s]+@[^@\\s.]+(\\.[^@\\s.]+)+");
    private static final Pattern TELEPHONE_NUMBER = Pattern.compile("\\+?[0-9][0-9 ()./-]{2,38}");

    private final List<ProblemError> errors;
    private final String at;

    /**
     * Prepares the checks.
     *
     * @param errors where to add what is found
     * @param at JSON pointer of the contact in its request
     */
    ContactValidation(List<ProblemError> errors, String at) {
        this.errors = errors;
        this.at = at;
    }

    /** The contact; null when something obligatory is missing or wrong, each of which has been added to the errors. */
    @Nullable
    Contact check(@Nullable ContactRequest request) {
        ContactRequest given = request == null ? new ContactRequest(null, null, null, null, null) : request;
        String fullName = text("/fullName", given.fullName(), NAME_LENGTH, "Say whom the operator may talk to.");
        String email = text("/email", given.email(), EMAIL_LENGTH, "Say where the operator may write to.");
        if (email != null && !EMAIL.matcher(email).matches()) {
            add("invalid", "/email", "Write the address as name@domain.");
        }
        CompanySize companySize = companySize(given.companySize());
        String telephoneNumber = given.telephoneNumber();
        if (telephoneNumber != null
                && !TELEPHONE_NUMBER.matcher(telephoneNumber).matches()) {
            add("invalid", "/telephoneNumber", "Write the number in digits, with + and the country code in front.");
        }
        String companyName = given.companyName();
        if (companyName != null && (companyName.isBlank() || companyName.length() > NAME_LENGTH)) {
            add("invalid", "/companyName", "Leave the company's name out or write it in 1 to 200 characters.");
        }
        if (fullName == null || email == null || companySize == null) {
            return null;
        }
        return new Contact(fullName, email, companySize, telephoneNumber, companyName);
    }

    private @Nullable String text(String member, @Nullable String value, int longest, String purpose) {
        if (value == null || value.isBlank()) {
            add("required", member, purpose);
            return null;
        }
        if (value.length() > longest) {
            add("invalid", member, "Use at most " + longest + " characters.");
        }
        return value.strip();
    }

    private @Nullable CompanySize companySize(@Nullable String wire) {
        if (wire == null) {
            add(
                    "required",
                    "/companySize",
                    "Say how many people the company has, as one of the ranges L1_U1 to L10000.");
            return null;
        }
        try {
            return CompanySize.fromString(wire);
        } catch (IllegalArgumentException e) {
            add("invalid", "/companySize", "The size is one of the ranges L1_U1 to L10000.");
            return null;
        }
    }

    private void add(String code, String member, String detail) {
        errors.add(new ProblemError(code, detail, at + member));
    }
}
