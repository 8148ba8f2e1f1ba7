package dev.trunkline.acceptance.faults;

import dev.trunkline.local.LocalStack;
import dev.trunkline.local.StackService;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The three databases, read as a superuser: past row-level security and past the services. */
final class Databases {

    private final LocalStack stack;

    Databases(LocalStack stack) {
        this.stack = stack;
    }

    /**
     * What a query finds: each row as its columns' texts by name, null where there is none. Two arrays of ids may be bound in it, by
     * {@code :tenants} and {@code :operators}.
     */
    List<Map<String, @Nullable String>> query(StackService service, String sql, Parties parties) {
        return query(service, sql, parties.tenants(), parties.operators());
    }

    private List<Map<String, @Nullable String>> query(
            StackService service, String sql, Collection<UUID> tenants, Collection<UUID> operators) {
        List<Collection<UUID>> bound = new ArrayList<>();
        StringBuilder plain = new StringBuilder();
        int at = 0;
        while (at < sql.length()) {
            if (sql.startsWith(":tenants", at)) {
                bound.add(tenants);
                plain.append('?');
                at += ":tenants".length();
            } else if (sql.startsWith(":operators", at)) {
                bound.add(operators);
                plain.append('?');
                at += ":operators".length();
            } else {
                plain.append(sql.charAt(at++));
            }
        }
        try (Connection connection = stack.postgres().superuser(service.database());
                PreparedStatement statement = connection.prepareStatement(plain.toString())) {
            for (int i = 0; i < bound.size(); i++) {
                Array ids = connection.createArrayOf("uuid", bound.get(i).toArray());
                statement.setArray(i + 1, ids);
            }
            try (ResultSet rows = statement.executeQuery()) {
                return texts(rows);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("The database of " + service + " could not be read: " + e.getMessage(), e);
        }
    }

    private static List<Map<String, @Nullable String>> texts(ResultSet rows) throws SQLException {
        ResultSetMetaData columns = rows.getMetaData();
        List<Map<String, @Nullable String>> found = new ArrayList<>();
        while (rows.next()) {
            Map<String, @Nullable String> row = new LinkedHashMap<>();
            for (int i = 1; i <= columns.getColumnCount(); i++) {
                row.put(columns.getColumnLabel(i), rows.getString(i));
            }
            found.add(row);
        }
        return found;
    }
}
