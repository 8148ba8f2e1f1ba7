package dev.trunkline.tenant.user;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The numbers that a user has, as number-service told last.
 *
 * @param telephoneNumbers the primary one first, then in number order
 */
record UserNumbers(@Nullable String lineUri, List<String> telephoneNumbers) {

    static final UserNumbers NONE = new UserNumbers(null, List.of());

    UserNumbers {
        telephoneNumbers = List.copyOf(telephoneNumbers);
    }
}
