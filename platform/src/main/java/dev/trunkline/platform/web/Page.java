package dev.trunkline.platform.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A page of a list.
 *
 * @param nextPageToken opaque; absent on the last page
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Page<T>(List<T> items, @Nullable String nextPageToken) {

    public Page {
        items = List.copyOf(items);
    }

    /**
     * Makes a page of rows that were fetched one more than asked for.
     *
     * @param fetched up to {@code request.limit() + 1} rows in key order
     * @param keyOf the key of a row: what the next page begins after
     */
    public static <R, T> Page<T> of(
            List<R> fetched, PageRequest request, Function<? super R, String> keyOf, Function<? super R, T> view) {
        boolean more = fetched.size() > request.limit();
        List<R> rows = more ? fetched.subList(0, request.limit()) : fetched;
        String next = more ? request.tokenAfter(keyOf.apply(rows.get(rows.size() - 1))) : null;
        return new Page<>(rows.stream().<T>map(view).toList(), next);
    }
}
