package dev.trunkline.operator.database;

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
     * @param parser fails by a runtime exception for the key of another list
     */
    public static <T> @Nullable T read(PageRequest page, Function<String, T> parser) {
        return page.after(parser);
    }
}
