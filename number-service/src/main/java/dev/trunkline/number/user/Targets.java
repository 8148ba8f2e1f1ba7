package dev.trunkline.number.user;

import dev.trunkline.contracts.AccountType;
import dev.trunkline.contracts.CoexistenceMode;
import dev.trunkline.contracts.UserStatus;
import dev.trunkline.contracts.event.Topic;
import dev.trunkline.platform.inbox.UnreliableKeys;
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
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;

/** Reads users and tenants for a decision. */
@ApplicationScoped
public class Targets {

    private static final String HOLD_TENANT = "select coexistence_mode from tenant_entry where tenant_id = ? for share";

    private static final String HOLD_USER =
            """
            select status, account_type, usage_location, licences, coexistence_mode, on_prem_line_uri
              from tenant_user
             where tenant_id = ? and user_id = ?
               for share
            """;

    private static final String HOLD_USERS =
            """
            select user_id, status, account_type, usage_location, licences, coexistence_mode, on_prem_line_uri
              from tenant_user
             where tenant_id = ? and user_id = any(?)
             order by user_id
               for share
            """;

    private final DataSource dataSource;

    Targets(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /**
     * The target and its tenant, held until the current transaction ends: an event that would change them waits, and then executes its
     * consequences on what was decided here. Empty while the target is not known, or its or its tenant's last state could not be applied.
     */
    public Optional<Target> hold(UUID tenantId, UUID userId) {
        try (Connection connection = dataSource.getConnection()) {
            return hold(connection, tenantId, userId);
        } catch (SQLException e) {
            throw new IllegalStateException("the target could not be read", e);
        }
    }

    /** The same over a connection of the background role. */
    public Optional<Target> hold(Connection connection, UUID tenantId, UUID userId) throws SQLException {
        boolean tenantIsTeamsOnly = holdTenant(connection, tenantId);
        Optional<Target> target = holdUser(connection, tenantId, userId, tenantIsTeamsOnly);
        return isReliable(connection, tenantId, userId) ? target : Optional.empty();
    }

    /**
     * The same for many at once, in the order of their ids, over a connection whose transaction the caller began.
     *
     * @return those that are known and reliable
     */
    public Map<UUID, Target> hold(Connection connection, UUID tenantId, Collection<UUID> userIds) throws SQLException {
        Map<UUID, Target> held = new HashMap<>();
        if (userIds.isEmpty()) {
            return held;
        }
        boolean tenantIsTeamsOnly = holdTenant(connection, tenantId);
        try (PreparedStatement select = connection.prepareStatement(HOLD_USERS)) {
            select.setObject(1, tenantId);
            select.setArray(2, connection.createArrayOf("uuid", userIds.toArray(UUID[]::new)));
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    UUID userId = row.getObject("user_id", UUID.class);
                    held.put(userId, target(row, userId, tenantIsTeamsOnly));
                }
            }
        }
        if (!UnreliableKeys.among(connection, Topic.TENANTS, List.of(tenantId.toString()))
                .isEmpty()) {
            return Map.of();
        }
        Set<String> unreliable = UnreliableKeys.among(
                connection,
                Topic.USERS,
                held.keySet().stream().map(userId -> tenantId + ":" + userId).toList());
        held.keySet().removeIf(userId -> unreliable.contains(tenantId + ":" + userId));
        return held;
    }

    private static boolean isReliable(Connection connection, UUID tenantId, UUID userId) throws SQLException {
        return UnreliableKeys.among(connection, Topic.TENANTS, List.of(tenantId.toString()))
                        .isEmpty()
                && UnreliableKeys.among(connection, Topic.USERS, List.of(tenantId + ":" + userId))
                        .isEmpty();
    }

    private static boolean holdTenant(Connection connection, UUID tenantId) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(HOLD_TENANT)) {
            select.setObject(1, tenantId);
            try (ResultSet row = select.executeQuery()) {
                return row.next() && CoexistenceMode.TEAMS_ONLY.wire().equals(row.getString(1));
            }
        }
    }

    private static Optional<Target> holdUser(
            Connection connection, UUID tenantId, UUID userId, boolean tenantIsTeamsOnly) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(HOLD_USER)) {
            select.setObject(1, tenantId);
            select.setObject(2, userId);
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    return Optional.empty();
                }
                return Optional.of(target(row, userId, tenantIsTeamsOnly));
            }
        }
    }

    private static Target target(ResultSet row, UUID userId, boolean tenantIsTeamsOnly) throws SQLException {
        return new Target(
                userId,
                AccountType.fromString(row.getString("account_type")),
                row.getString("usage_location"),
                List.of((String[]) row.getArray("licences").getArray()),
                tenantIsTeamsOnly || CoexistenceMode.TEAMS_ONLY.wire().equals(row.getString("coexistence_mode")),
                row.getString("on_prem_line_uri"),
                UserStatus.DELETED.wire().equals(row.getString("status")));
    }
}
