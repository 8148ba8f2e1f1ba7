package dev.trunkline.operator.database;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.trunkline.contracts.ContractJson;
import dev.trunkline.contracts.WireValue;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PGobject;

/** Column types that JDBC does not bring: instants, UUIDs, JSON, arrays. */
public final class Columns {

    private Columns() {}

    public static @Nullable UUID uuid(ResultSet row, String column) throws SQLException {
        return row.getObject(column, UUID.class);
    }

    /** A column that is declared not null. */
    public static UUID requiredUuid(ResultSet row, String column) throws SQLException {
        return present(uuid(row, column), column);
    }

    public static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp timestamp = row.getTimestamp(column);
        return timestamp == null ? null : timestamp.toInstant();
    }

    /** A column that is declared not null. */
    public static Instant requiredInstant(ResultSet row, String column) throws SQLException {
        return present(instant(row, column), column);
    }

    /** A text column that is declared not null. */
    public static String text(ResultSet row, String column) throws SQLException {
        return present(row.getString(column), column);
    }

    public static @Nullable Integer integer(ResultSet row, String column) throws SQLException {
        int value = row.getInt(column);
        return row.wasNull() ? null : value;
    }

    public static @Nullable Boolean bool(ResultSet row, String column) throws SQLException {
        boolean value = row.getBoolean(column);
        return row.wasNull() ? null : value;
    }

    /** A column of a closed set of values, declared not null. */
    public static <E extends Enum<E> & WireValue> E wire(ResultSet row, String column, Class<E> type)
            throws SQLException {
        return WireValue.parse(type, text(row, column));
    }

    /** A text array; empty when the column is null. */
    public static List<String> texts(ResultSet row, String column) throws SQLException {
        Array array = row.getArray(column);
        return array == null ? List.of() : Arrays.asList((String[]) array.getArray());
    }

    /** A bigint array; null when the column is. */
    public static @Nullable List<Long> longs(ResultSet row, String column) throws SQLException {
        Array array = row.getArray(column);
        return array == null ? null : Arrays.asList((Long[]) array.getArray());
    }

    /** Reads a JSON object; null when the column is. */
    public static <T> @Nullable T json(ResultSet row, String column, Class<T> type) throws SQLException {
        String text = row.getString(column);
        if (text == null) {
            return null;
        }
        try {
            return ContractJson.mapper().readValue(text, type);
        } catch (JsonProcessingException e) {
            throw new SQLException("column " + column + " does not hold what was written there", e);
        }
    }

    /** Reads a JSON list; empty when the column is null. */
    public static <E> List<E> jsonList(ResultSet row, String column, Class<E> element) throws SQLException {
        String text = row.getString(column);
        if (text == null) {
            return List.of();
        }
        try {
            return ContractJson.mapper().readerForListOf(element).readValue(text);
        } catch (JsonProcessingException e) {
            throw new SQLException("column " + column + " does not hold what was written there", e);
        }
    }

    /** Reads a JSON object of texts; null when the column is. */
    public static @Nullable Map<String, String> jsonTexts(ResultSet row, String column) throws SQLException {
        String text = row.getString(column);
        if (text == null) {
            return null;
        }
        try {
            return ContractJson.mapper().readerForMapOf(String.class).readValue(text);
        } catch (JsonProcessingException e) {
            throw new SQLException("column " + column + " does not hold what was written there", e);
        }
    }

    /** A jsonb parameter. */
    public static PGobject jsonb(Object value) throws SQLException {
        PGobject json = new PGobject();
        json.setType("jsonb");
        json.setValue(jsonText(value));
        return json;
    }

    public static String jsonText(Object value) {
        try {
            return ContractJson.mapper().writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("cannot be written as JSON", e);
        }
    }

    public static void setInstant(PreparedStatement statement, int index, @Nullable Instant value) throws SQLException {
        if (value == null) {
            statement.setNull(index, Types.TIMESTAMP_WITH_TIMEZONE);
        } else {
            statement.setTimestamp(index, Timestamp.from(value));
        }
    }

    public static void setArray(
            Connection connection, PreparedStatement statement, int index, String type, Collection<?> values)
            throws SQLException {
        statement.setArray(index, connection.createArrayOf(type, elements(type, values)));
    }

    /** Arrays of numbers that are typed go to the server as they are, others as text that it has to read. */
    private static Object[] elements(String type, Collection<?> values) {
        return switch (type) {
            case "bigint" -> values.toArray(Long[]::new);
            case "integer" -> values.toArray(Integer[]::new);
            default -> values.toArray();
        };
    }

    private static <T> T present(@Nullable T value, String column) throws SQLException {
        if (value == null) {
            throw new SQLException("column " + column + " is null");
        }
        return value;
    }
}
