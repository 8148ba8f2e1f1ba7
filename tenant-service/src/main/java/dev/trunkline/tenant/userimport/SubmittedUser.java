package dev.trunkline.tenant.userimport;

import dev.trunkline.platform.problem.ProblemError;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One row as it was sent. Its text form shows nothing: it is personal data.
 *
 * @param line counts rows from 1, headings not among them
 * @param texts what is said; empty where a member is to be cleared, missing where it stays as it is
 * @param licences null where they stay as they are
 * @param errors why the row could not be read as a user
 */
record SubmittedUser(
        int line,
        Map<UserMember, Optional<String>> texts,
        @Nullable List<@Nullable String> licences,
        List<ProblemError> errors) {

    SubmittedUser {
        texts = new EnumMap<>(texts);
        errors = List.copyOf(errors);
    }

    boolean says(UserMember member) {
        return texts.containsKey(member);
    }

    @Nullable
    String text(UserMember member) {
        return texts.getOrDefault(member, Optional.empty()).orElse(null);
    }

    @Override
    public String toString() {
        return "SubmittedUser[line=" + line + "]";
    }
}
