package dev.trunkline.platform.background;

import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a failure in a transaction means for trying again. */
public enum SqlFailure {
    /** Lost a race with another transaction: the same work may pass at once. */
    CONFLICT,
    /** Took too long: less work may pass. */
    TIMEOUT,
    /** The database is away, restarting or full: the same work may pass later. */
    UNAVAILABLE,
    /** The work itself is at fault: it will never pass. */
    PERMANENT;

    /** Deadlock, serialisation failure. */
    private static final Set<String> CONFLICTS = Set.of("40P01", "40001");

    /** Statement, lock, transaction or idle time-out. */
    private static final Set<String> TIMEOUTS = Set.of("57014", "55P03", "25P03", "25P04");

    /** Shutdowns by the administrator, and a primary that has become a replica. */
    private static final Set<String> AWAY = Set.of("57P01", "57P02", "57P03", "57P05", "25006");

    /** Connection, transaction rollback, resources, system: classes in which the statement is not at fault. */
    private static final Set<String> AWAY_CLASSES = Set.of("08", "40", "53", "58");

    /** Judges by the first SQL error in the chain of causes; without one the work is at fault. */
    public static SqlFailure of(Throwable failure) {
        SQLException sql = firstSqlException(failure);
        if (sql == null) {
            return PERMANENT;
        }
        String state = sql.getSQLState() == null ? "" : sql.getSQLState();
        if (CONFLICTS.contains(state)) {
            return CONFLICT;
        }
        if (TIMEOUTS.contains(state)) {
            return TIMEOUT;
        }
        boolean away = AWAY.contains(state)
                || (state.length() == 5 && AWAY_CLASSES.contains(state.substring(0, 2)))
                || sql instanceof SQLTransientException
                || sql instanceof SQLRecoverableException;
        return away ? UNAVAILABLE : PERMANENT;
    }

    private static @Nullable SQLException firstSqlException(Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < 20; depth++) {
            if (cause instanceof SQLException sql) {
                return sql;
            }
            cause = cause.getCause();
        }
        return null;
    }
}
