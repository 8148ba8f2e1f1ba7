package dev.trunkline.tenant.userimport;

import dev.trunkline.platform.problem.ProblemError;
import dev.trunkline.tenant.user.UserMembers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One row, found to be well formed or not. Whether it fits the users that there are shows only when all rows are there.
 *
 * @param userId null where the name says whom the row is about
 * @param licences null where they stay as they are
 * @param errors everything that is wrong with the row
 */
record CheckedUser(
        SubmittedUser submitted, @Nullable UUID userId, @Nullable List<String> licences, List<ProblemError> errors) {

    /** Checks everything that can be seen of one row alone. */
    static CheckedUser of(SubmittedUser row) {
        List<ProblemError> errors = new ArrayList<>(row.errors());
        UUID userId = userId(row, errors);
        UserMembers members = new UserMembers(errors);
        if (row.says(UserMember.USER_PRINCIPAL_NAME)) {
            members.userPrincipalName(row.text(UserMember.USER_PRINCIPAL_NAME));
        }
        if (row.says(UserMember.DISPLAY_NAME)) {
            members.displayName(row.text(UserMember.DISPLAY_NAME));
        }
        if (row.says(UserMember.ACCOUNT_TYPE)) {
            members.accountType(row.text(UserMember.ACCOUNT_TYPE));
        }
        if (row.says(UserMember.USAGE_LOCATION)) {
            members.usageLocation(row.text(UserMember.USAGE_LOCATION));
        }
        List<String> licences = row.licences() == null
                ? null
                : members.licences(row.licences()).stream().sorted().distinct().toList();
        members.coexistenceMode(row.text(UserMember.COEXISTENCE_MODE));
        members.onPremLineUri(row.text(UserMember.ON_PREM_LINE_URI));
        members.registrarPool(row.text(UserMember.REGISTRAR_POOL));
        members.onlineVoiceRoutingPolicy(row.text(UserMember.ONLINE_VOICE_ROUTING_POLICY));
        return new CheckedUser(row, userId, licences, List.copyOf(errors));
    }

    private static @Nullable UUID userId(SubmittedUser row, List<ProblemError> errors) {
        String text = row.text(UserMember.USER_ID);
        if (text == null) {
            if (!row.says(UserMember.USER_PRINCIPAL_NAME) && errors.isEmpty()) {
                errors.add(new ProblemError(
                        "required", "Say by userId or by userPrincipalName whom the row is about.", "/userId"));
            }
            return null;
        }
        Optional<UUID> parsed = parse(text);
        if (parsed.isEmpty()) {
            errors.add(new ProblemError("invalid", "The id of a user is a UUID.", "/userId"));
        }
        return parsed.orElse(null);
    }

    private static Optional<UUID> parse(String text) {
        try {
            UUID parsed = UUID.fromString(text);
            return parsed.toString().equalsIgnoreCase(text) ? Optional.of(parsed) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** A text as it is kept: without the blanks around it. */
    @Nullable
    String kept(UserMember member) {
        String text = submitted.text(member);
        return text == null ? null : text.strip();
    }
}
