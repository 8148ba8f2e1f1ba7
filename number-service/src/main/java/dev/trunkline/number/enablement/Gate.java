package dev.trunkline.number.enablement;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;

/**
 * The gate of one tenant and operator: whoever adds numbers passes it shared, a removal and a changing consent have it alone.
 *
 * <p>A transaction-level advisory lock, so that a waiting removal is not starved by an endless stream of deliveries, as it would be by
 * row locks FOR SHARE. Whoever passed must read in later statements, under READ COMMITTED: only then does it see what the one before
 * it committed. Two keys that hash alike merely wait for each other.
 */
@ApplicationScoped
public class Gate {

    private static final String SHARED =
            "select pg_advisory_xact_lock_shared(hashtextextended('gate:' || ? || ':' || ?, 0))";
    private static final String ALONE = "select pg_advisory_xact_lock(hashtextextended('gate:' || ? || ':' || ?, 0))";

    /** Keeps removals out until commit. */
    public void passShared(Connection connection, UUID tenantId, UUID operatorId) throws SQLException {
        pass(connection, SHARED, tenantId, operatorId);
    }

    /** Keeps everybody else out until commit. */
    public void passAlone(Connection connection, UUID tenantId, UUID operatorId) throws SQLException {
        pass(connection, ALONE, tenantId, operatorId);
    }

    private static void pass(Connection connection, String sql, UUID tenantId, UUID operatorId) throws SQLException {
        try (PreparedStatement lock = connection.prepareStatement(sql)) {
            lock.setString(1, tenantId.toString());
            lock.setString(2, operatorId.toString());
            try (ResultSet granted = lock.executeQuery()) {
                granted.next();
            }
        }
    }
}
