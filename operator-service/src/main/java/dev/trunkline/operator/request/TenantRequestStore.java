package dev.trunkline.operator.request;

import dev.trunkline.contracts.WireValue;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Requests of one kind in the database, on the request path and in the background alike. Whatever else their table has, it has
 * {@code operator_id}, {@code status} and {@code deciding_operation}; they are listed in the order of their ids.
 */
public abstract class TenantRequestStore<R extends TenantRequest> {

    private final String byId;
    private final String page;
    private final String decide;
    private final String undecide;

    /**
     * @param table and, with it, the columns that {@link #read} asks for
     * @param id the column with the request's id
     */
    protected TenantRequestStore(String table, String id, String columns) {
        String select = "select " + columns + " from " + table;
        byId = select + " where " + id + " = ? and operator_id = ?";
        page = select
                + """
                 where operator_id = ? and (?::text is null or status = ?) and (?::uuid is null or %1$s > ?::uuid)
                 order by %1$s
                 limit ?
                """
                        .formatted(id);
        decide = "update " + table + " set deciding_operation = ? where " + id
                + " = ? and operator_id = ? and status = 'open'";
        undecide = "update " + table
                + " set deciding_operation = null where operator_id = ? and deciding_operation = ? and status = 'open'";
    }

    protected abstract R read(ResultSet row) throws SQLException;

    public Optional<R> find(Connection connection, UUID operatorId, UUID requestId) throws SQLException {
        return one(connection, operatorId, requestId, "");
    }

    /** The request, locked until the transaction ends. */
    public Optional<R> lock(Connection connection, UUID operatorId, UUID requestId) throws SQLException {
        return one(connection, operatorId, requestId, " for update");
    }

    public List<R> list(
            Connection connection, UUID operatorId, @Nullable WireValue status, @Nullable UUID after, int limit)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(page)) {
            String wanted = status == null ? null : status.wire();
            statement.setObject(1, operatorId);
            statement.setString(2, wanted);
            statement.setString(3, wanted);
            statement.setObject(4, after);
            statement.setObject(5, after);
            statement.setInt(6, limit);
            return requests(statement);
        }
    }

    /** Notes which decision number-service was asked to carry out. */
    void decide(Connection connection, UUID operatorId, UUID requestId, UUID operationId) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(decide)) {
            statement.setObject(1, operationId);
            statement.setObject(2, requestId);
            statement.setObject(3, operatorId);
            statement.executeUpdate();
        }
    }

    /** Opens a request for another decision whose decision was refused. */
    void undecide(Connection connection, UUID operatorId, UUID operationId) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(undecide)) {
            statement.setObject(1, operatorId);
            statement.setObject(2, operationId);
            statement.executeUpdate();
        }
    }

    private Optional<R> one(Connection connection, UUID operatorId, UUID requestId, String lock) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(byId + lock)) {
            statement.setObject(1, requestId);
            statement.setObject(2, operatorId);
            return requests(statement).stream().findFirst();
        }
    }

    private List<R> requests(PreparedStatement statement) throws SQLException {
        List<R> requests = new ArrayList<>();
        try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                requests.add(read(row));
            }
        }
        return requests;
    }
}
