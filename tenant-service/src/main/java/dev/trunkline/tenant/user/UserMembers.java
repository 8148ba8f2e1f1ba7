package dev.trunkline.tenant.user;

import dev.trunkline.contracts.AccountType;
import dev.trunkline.contracts.CoexistenceMode;
import dev.trunkline.contracts.E164Number;
import dev.trunkline.platform.problem.ProblemError;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks what is said of a user, member by member; what it finds it adds to the errors, by JSON pointer. */
public final class UserMembers {

    private static final int MOST_LICENCES = 50;
    private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());
    private static final Pattern LICENCE = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,63}");
    private static final Pattern PRINCIPAL_NAME = Pattern.compile("[^@\\s]{1,64}@[^@\\s]{1,255}");
    private static final Pattern LINE_URI = Pattern.compile("(tel:)?\\+[1-9]\\d{1,14}(;ext=\\d{1,15})?");
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

    /** JSON pointer of the default number. */
    static final String DEFAULT_NUMBER = "/defaultTelephoneNumber";

    private final List<ProblemError> errors;

    /** Prepares the checks of one user. */
    public UserMembers(List<ProblemError> errors) {
        this.errors = errors;
    }

    /** Obligatory. */
    public @Nullable String userPrincipalName(@Nullable String value) {
        String name = text("/userPrincipalName", value, 320, true);
        if (name != null && !PRINCIPAL_NAME.matcher(name).matches()) {
            add("invalid", "/userPrincipalName", "Write the name as user@domain.");
        }
        return name;
    }

    /** Obligatory. */
    public @Nullable String displayName(@Nullable String value) {
        return text("/displayName", value, 200, true);
    }

    /** Obligatory. */
    public @Nullable AccountType accountType(@Nullable String wire) {
        if (wire == null) {
            add("required", "/accountType", "Say whether it is a user, a resourceAccount or a conferenceBridge.");
        }
        return value(
                "/accountType",
                wire,
                AccountType::fromString,
                "An account is one of user, resourceAccount and conferenceBridge.");
    }

    /** Obligatory; ISO 3166-1 alpha-2. */
    public @Nullable String usageLocation(@Nullable String country) {
        if (country == null) {
            add("required", "/usageLocation", "Name the country where the services are used, ISO 3166-1 alpha-2.");
        } else if (!COUNTRIES.contains(country)) {
            add("invalid", "/usageLocation", "Use an ISO 3166-1 alpha-2 code in capitals, such as DE.");
        }
        return country;
    }

    public List<String> licences(@Nullable List<@Nullable String> requested) {
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

    public @Nullable CoexistenceMode coexistenceMode(@Nullable String wire) {
        return value(
                "/coexistenceMode",
                wire,
                CoexistenceMode::fromString,
                "The mode is teamsOnly or islands; leave it out where the tenant's counts.");
    }

    public @Nullable String onPremLineUri(@Nullable String uri) {
        if (uri != null && !LINE_URI.matcher(uri).matches()) {
            add(
                    "invalid",
                    "/onPremLineUri",
                    "Write the line as tel:+ and the digits, with ;ext= where it has an extension.");
        }
        return uri;
    }

    public @Nullable String registrarPool(@Nullable String pool) {
        return text("/registrarPool", pool, 200, false);
    }

    public @Nullable String onlineVoiceRoutingPolicy(@Nullable String policy) {
        return text("/onlineVoiceRoutingPolicy", policy, 200, false);
    }

    /** Of a conference bridge alone; which of its numbers it may be shows only the projection of numbers. */
    @Nullable
    E164Number defaultTelephoneNumber(@Nullable String number, @Nullable AccountType accountType) {
        if (number == null) {
            return null;
        }
        if (accountType != null && accountType != AccountType.CONFERENCE_BRIDGE) {
            add("default-number-not-of-bridge", DEFAULT_NUMBER, "Only a conferenceBridge has a default number.");
        }
        return value(DEFAULT_NUMBER, number, E164Number::of, "Write the number as + and the digits.");
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
        } else if (CONTROL.matcher(value).find()) {
            add("invalid", pointer, "Leave control characters out.");
        }
        return value.strip();
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

    private void add(String code, String pointer, String detail) {
        errors.add(new ProblemError(code, detail, pointer));
    }
}
