package dev.trunkline.platform.persistence;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trunkline.contracts.ContractJson;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * What rows of a set have in common, so that a statement is sent it once and not with every row.
 *
 * <p>The rows of an upload differ in their number and little else. What differs goes as arrays, the rest as one JSON array of kinds, which the
 * statement joins: {@code from unnest(?, ?) as n (number, kind) join jsonb_to_recordset(?::jsonb) as k (kind integer, …) using (kind)}.
 * Sending each row as JSON of its own costs the server several times as much.
 *
 * @param <K> with {@code equals} over all that its columns are made of
 */
public final class RowKinds<K> {

    private static final String KIND = "kind";

    private final Map<K, Integer> numbers = new LinkedHashMap<>();

    /** The number of a kind, which is the value of its column {@code kind}. */
    public int numberOf(K kind) {
        Integer known = numbers.putIfAbsent(kind, numbers.size());
        return known == null ? numbers.size() - 1 : known;
    }

    /**
     * The parameter for {@code jsonb_to_recordset}.
     *
     * @param columns makes of a kind what is written as a JSON object whose properties are the columns
     */
    public String json(Function<? super K, ?> columns) {
        ArrayNode rows = ContractJson.mapper().createArrayNode();
        numbers.forEach((kind, number) -> {
            ObjectNode row = ContractJson.mapper().valueToTree(columns.apply(kind));
            rows.add(row.put(KIND, number));
        });
        return rows.toString();
    }
}
