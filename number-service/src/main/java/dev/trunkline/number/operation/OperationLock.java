package dev.trunkline.number.operation;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;

/**
 * Who works at an operation has it for itself until the transaction ends. An advisory lock, taken first: the row of the operation is the
 * last in the order of locks, and could not keep others away before the numbers are locked.
 */
final class OperationLock {

    private static final String KEY = "hashtextextended('operation ' || ?, 0)";

    private OperationLock() {}

    /** Takes the operation unless somebody else has it. */
    static boolean tryTake(Connection connection, UUID operationId) throws SQLException {
        try (PreparedStatement lock = connection.prepareStatement("select pg_try_advisory_xact_lock(" + KEY + ")")) {
            lock.setString(1, operationId.toString());
            try (ResultSet row = lock.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    /** Takes the operation, after whoever has it. */
    static void take(Connection connection, UUID operationId) throws SQLException {
        try (PreparedStatement lock = connection.prepareStatement("select pg_advisory_xact_lock(" + KEY + ")")) {
            lock.setString(1, operationId.toString());
            lock.execute();
        }
    }
}
