package dev.trunkline.number.table;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A row as it was sent.
 *
 * @param line counts rows from 1, headings left out
 * @param fields by name; those that are empty are absent
 * @param fault what is wrong with the row as a whole; null for nothing
 */
public record TableRow(int line, Map<String, String> fields, @Nullable String fault) {

    public @Nullable String field(String name) {
        return fields.get(name);
    }
}
