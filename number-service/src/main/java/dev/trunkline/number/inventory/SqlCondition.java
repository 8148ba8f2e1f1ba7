package dev.trunkline.number.inventory;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A conjunction of conditions with their parameters in order. */
final class SqlCondition {

    private final StringBuilder text = new StringBuilder();
    private final List<Object> parameters = new ArrayList<>();

    /** Narrows to rows whose column has the value; not at all for null. */
    SqlCondition equal(String column, @Nullable Object value) {
        return value == null ? this : and(column + " = ?", value);
    }

    /** Narrows to rows whose array has all of the values; not at all for none. */
    SqlCondition containsAll(String column, @Nullable Collection<String> values) {
        return values == null || values.isEmpty()
                ? this
                : and(column + " @> ?", (Object) values.toArray(String[]::new));
    }

    SqlCondition and(String condition, Object... values) {
        text.append(" and ").append(condition);
        parameters.addAll(List.of(values));
        return this;
    }

    /** Each part begins with {@code and}. */
    String text() {
        return text.toString();
    }

    /**
     * Sets the parameters.
     *
     * @param first index of the first of them
     * @return the index after the last
     */
    int set(Connection connection, PreparedStatement statement, int first) throws SQLException {
        int index = first;
        for (Object parameter : parameters) {
            if (parameter instanceof String[] texts) {
                statement.setArray(index++, connection.createArrayOf("text", texts));
            } else if (parameter instanceof Instant instant) {
                statement.setObject(index++, instant.atOffset(ZoneOffset.UTC));
            } else if (parameter instanceof UUID || parameter instanceof Boolean || parameter instanceof Long) {
                statement.setObject(index++, parameter);
            } else {
                statement.setString(index++, parameter.toString());
            }
        }
        return index;
    }
}
