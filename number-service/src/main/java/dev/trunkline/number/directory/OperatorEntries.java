package dev.trunkline.number.directory;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/** Reads the projection of the operators' directory. */
@ApplicationScoped
public class OperatorEntries {

    private static final String SELECT =
            """
            select operator_id, name, support_contact, quarantine_days, auto_confirm_releases
              from operator_entry
             where operator_id = any(?)
            """;

    private final DataSource dataSource;

    OperatorEntries(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    public Optional<OperatorEntry> find(UUID operatorId) {
        try (Connection connection = dataSource.getConnection()) {
            return Optional.ofNullable(read(connection, List.of(operatorId)).get(operatorId));
        } catch (SQLException e) {
            throw new IllegalStateException("the operators' directory could not be read", e);
        }
    }

    /** The names of those operators that are known here. */
    public Map<UUID, String> names(Collection<UUID> operatorIds) {
        if (operatorIds.isEmpty()) {
            return Map.of();
        }
        try (Connection connection = dataSource.getConnection()) {
            return names(connection, operatorIds);
        } catch (SQLException e) {
            throw new IllegalStateException("the operators' directory could not be read", e);
        }
    }

    /** The names, over a connection of the background role. */
    public Map<UUID, String> names(Connection connection, Collection<UUID> operatorIds) throws SQLException {
        Map<UUID, String> names = new HashMap<>();
        read(connection, operatorIds).forEach((id, entry) -> names.put(id, entry.name()));
        return names;
    }

    /** The entries of those operators that are known here, over a connection of the background role. */
    public Map<UUID, OperatorEntry> read(Connection connection, Collection<UUID> operatorIds) throws SQLException {
        Map<UUID, OperatorEntry> entries = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement(SELECT)) {
            select.setArray(1, connection.createArrayOf("uuid", operatorIds.toArray(UUID[]::new)));
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    UUID id = row.getObject(1, UUID.class);
                    entries.put(
                            id,
                            new OperatorEntry(
                                    id, row.getString(2), row.getString(3), row.getInt(4), row.getBoolean(5)));
                }
            }
        }
        return entries;
    }
}
