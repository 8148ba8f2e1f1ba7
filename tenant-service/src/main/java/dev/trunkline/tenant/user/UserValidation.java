package dev.trunkline.tenant.user;

import dev.trunkline.contracts.AccountType;
import dev.trunkline.contracts.CoexistenceMode;
import dev.trunkline.contracts.E164Number;
import dev.trunkline.platform.problem.PlatformProblem;
import dev.trunkline.platform.problem.ProblemError;
import dev.trunkline.platform.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Finds everything that is missing or wrong in what a tenant says of a user, and answers it at once. */
final class UserValidation {

    private final List<ProblemError> errors = new ArrayList<>();
    private final BridgeNumbers numbers;

    /**
     * Prepares the checks.
     *
     * @param numbers what speaks against a number as the default one of this user
     */
    UserValidation(BridgeNumbers numbers) {
        this.numbers = numbers;
    }

    /**
     * The profile that the request describes.
     *
     * @param userId as the path names it
     * @param shown the user as it is; null when it is created
     * @throws ProblemException 422 with everything that is missing or wrong
     */
    UserProfile check(PutUserRequest request, UUID userId, @Nullable UserView shown) {
        UserMembers members = new UserMembers(errors);
        String name = members.userPrincipalName(request.userPrincipalName());
        String displayName = members.displayName(request.displayName());
        AccountType accountType = members.accountType(request.accountType());
        String usageLocation = members.usageLocation(request.usageLocation());
        List<String> licences = members.licences(request.licences());
        CoexistenceMode mode = members.coexistenceMode(request.coexistenceMode());
        String onPremLineUri = members.onPremLineUri(request.onPremLineUri());
        String registrarPool = members.registrarPool(request.registrarPool());
        String policy = members.onlineVoiceRoutingPolicy(request.onlineVoiceRoutingPolicy());
        E164Number number = members.defaultTelephoneNumber(request.defaultTelephoneNumber(), accountType);
        defaultNumber(number);
        readOnly(request, userId, shown);
        if (!errors.isEmpty() || name == null || displayName == null || accountType == null || usageLocation == null) {
            throw new ProblemException(
                    PlatformProblem.VALIDATION_FAILED,
                    "Correct every member named in errors and send the user again.",
                    errors);
        }
        return new UserProfile(
                name,
                displayName,
                accountType,
                usageLocation,
                licences,
                mode,
                onPremLineUri,
                registrarPool,
                policy,
                number);
    }

    private void defaultNumber(@Nullable E164Number number) {
        if (number != null) {
            numbers.reasonsAgainstDefault(number)
                    .forEach((code, detail) -> add(code, UserMembers.DEFAULT_NUMBER, detail));
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
        unchanged(
                "/effectiveCoexistenceMode",
                request.effectiveCoexistenceMode(),
                shown == null ? null : shown.effectiveCoexistenceMode().wire());
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
