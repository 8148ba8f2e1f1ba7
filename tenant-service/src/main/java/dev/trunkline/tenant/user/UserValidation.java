package dev.trunkline.tenant.user;

import dev.trunkline.contracts.AccountType;
import dev.trunkline.contracts.CoexistenceMode;
import dev.trunkline.platform.problem.PlatformProblem;
import dev.trunkline.platform.problem.ProblemError;
import dev.trunkline.platform.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds everything that is missing or wrong in what a tenant says of a user, and answers it at once. */
final class UserValidation {

    private static final int MOST_LICENCES = 50;
    private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());
    private static final Pattern LICENCE = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,63}");
    private static final Pattern PRINCIPAL_NAME = Pattern.compile("[^@\\s]{1,64}@[^@\\s]{1,255}");
    private static final Pattern LINE_URI = Pattern.compile("(tel:)?\\+[1-9]\\d{1,14}(;ext=\\d{1,15})?");

    private final List<ProblemError> errors = new ArrayList<>();

    /**
     * The profile that the request describes.
     *
     * @param userId as the path names it
     * @param shown the user as it is; null when it is created
     * @throws ProblemException 422 with everything that is missing or wrong
     */
    UserProfile check(PutUserRequest request, UUID userId, @Nullable UserView shown) {
        String name = text("/userPrincipalName", request.userPrincipalName(), 320, true);
        if (name != null && !PRINCIPAL_NAME.matcher(name).matches()) {
            add("invalid", "/userPrincipalName", "Write the name as user@domain.");
        }
        String displayName = text("/displayName", request.displayName(), 200, true);
        AccountType accountType = value(
                "/accountType",
                request.accountType(),
                AccountType::fromString,
                "An account is one of user, resourceAccount and conferenceBridge.");
        if (request.accountType() == null) {
            add("required", "/accountType", "Say whether it is a user, a resourceAccount or a conferenceBridge.");
        }
        String usageLocation = usageLocation(request.usageLocation());
        List<String> licences = licences(request.licences());
        CoexistenceMode mode = value(
                "/coexistenceMode",
                request.coexistenceMode(),
                CoexistenceMode::fromString,
                "The mode is teamsOnly or islands; leave it out where the tenant's counts.");
        String onPremLineUri = request.onPremLineUri();
        if (onPremLineUri != null && !LINE_URI.matcher(onPremLineUri).matches()) {
            add(
                    "invalid",
                    "/onPremLineUri",
                    "Write the line as tel:+ and the digits, with ;ext= where it has an extension.");
        }
        String registrarPool = text("/registrarPool", request.registrarPool(), 200, false);
        String policy = text("/onlineVoiceRoutingPolicy", request.onlineVoiceRoutingPolicy(), 200, false);
        readOnly(request, userId, shown);
        if (!errors.isEmpty() || name == null || displayName == null || accountType == null || usageLocation == null) {
            throw new ProblemException(
                    PlatformProblem.VALIDATION_FAILED,
                    "Correct every member named in errors and send the user again.",
                    errors);
        }
        return new UserProfile(
                name, displayName, accountType, usageLocation, licences, mode, onPremLineUri, registrarPool, policy);
    }

    private @Nullable String text(String pointer, @Nullable String value, int longest, boolean required) {
        if (value == null && !required) {
            return null;
        }
        if (value == null || value.isBlank()) {
            add(required ? "required" : "invalid", pointer, "Give it a value that is not blank.");
            return null;
        }
        if (value.length() > longest) {
            add("invalid", pointer, "Use at most " + longest + " characters.");
        }
        return value.strip();
    }

    private @Nullable String usageLocation(@Nullable String country) {
        if (country == null) {
            add("required", "/usageLocation", "Name the country where the services are used, ISO 3166-1 alpha-2.");
        } else if (!COUNTRIES.contains(country)) {
            add("invalid", "/usageLocation", "Use an ISO 3166-1 alpha-2 code in capitals, such as DE.");
        }
        return country;
    }

    private List<String> licences(@Nullable List<@Nullable String> requested) {
        List<String> licences = new ArrayList<>();
        for (int i = 0; requested != null && i < requested.size(); i++) {
            String licence = requested.get(i);
            if (licence == null || !LICENCE.matcher(licence).matches()) {
                add(
                        "invalid",
                        "/licences/" + i,
                        "Name a licence such as phoneSystem, callingPlan or audioConferencing.");
            } else {
                licences.add(licence);
            }
        }
        if (licences.size() > MOST_LICENCES) {
            add("invalid", "/licences", "A user has at most " + MOST_LICENCES + " licences.");
        }
        return licences;
    }

    private <V> @Nullable V value(String pointer, @Nullable String wire, Function<String, V> reader, String detail) {
        if (wire == null) {
            return null;
        }
        try {
            return reader.apply(wire);
        } catch (IllegalArgumentException e) {
            add("invalid", pointer, detail);
            return null;
        }
    }

    private void readOnly(PutUserRequest request, UUID userId, @Nullable UserView shown) {
        unchanged("/userId", request.userId(), userId);
        unchanged("/lineUri", request.lineUri(), shown == null ? null : shown.lineUri());
        unchanged(
                "/telephoneNumbers", request.telephoneNumbers(), shown == null ? List.of() : shown.telephoneNumbers());
        unchanged(
                "/enterpriseVoiceEnabled",
                request.enterpriseVoiceEnabled(),
                shown != null && shown.enterpriseVoiceEnabled());
        unchanged("/createdAt", request.createdAt(), shown == null ? null : shown.createdAt());
        unchanged("/lastModifiedOn", request.lastModifiedOn(), shown == null ? null : shown.lastModifiedOn());
        if (shown != null
                && request.accountType() != null
                && !request.accountType().equals(shown.accountType().wire())) {
            add("account-type-fixed", "/accountType", "Delete the account and create it anew as another kind.");
        }
    }

    private void unchanged(String pointer, @Nullable Object given, @Nullable Object shown) {
        if (given != null && !Objects.equals(given, shown)) {
            add("read-only", pointer, "Leave this member out, or send it as it was read.");
        }
    }

    private void add(String code, String pointer, String detail) {
        errors.add(new ProblemError(code, detail, pointer));
    }
}
