package dev.trunkline.operator.database;

import dev.trunkline.platform.problem.ProblemException;
import dev.trunkline.platform.problem.ProblemType;
import dev.trunkline.platform.web.PageRequest;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads the key in a page token as the list's own kind of key. */
public final class PageKeys {

    private PageKeys() {}

    /** The id after which the page begins; null for the first page. */
    public static @Nullable UUID uuid(PageRequest page) {
        return read(page, UUID::fromString);
    }

    /** The number after which the page begins; null for the first page. */
    public static @Nullable Long number(PageRequest page) {
        return read(page, Long::valueOf);
    }

    /**
     * The key as {@code parser} reads it; null for the first page.
     *
     * @param parser throws IllegalArgumentException for the key of another list
     */
    public static <T> @Nullable T read(PageRequest page, Function<String, T> parser) {
        String key = page.afterKey();
        if (key == null) {
            return null;
        }
        try {
            return parser.apply(key);
        } catch (IllegalArgumentException e) {
            throw new ProblemException(
                    Problem.PAGE_TOKEN_FOREIGN,
                    "The pageToken belongs to another list: take it from nextPageToken of this one, or leave it out.");
        }
    }

    private enum Problem implements ProblemType {
        PAGE_TOKEN_FOREIGN;

        @Override
        public String slug() {
            return "page-token-invalid";
        }

        @Override
        public int status() {
            return 422;
        }

        @Override
        public String title() {
            return "The page token is not one of this list";
        }
    }
}
