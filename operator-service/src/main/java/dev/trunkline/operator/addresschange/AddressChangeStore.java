package dev.trunkline.operator.addresschange;

import dev.trunkline.contracts.AddressChangeStatus;
import dev.trunkline.contracts.E164Number;
import dev.trunkline.contracts.event.AddressChangeRequestChanged;
import dev.trunkline.operator.database.Columns;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Address change requests in the database, on the request path and in the background alike. */
@ApplicationScoped
class AddressChangeStore {

    private static final String SELECT =
            """
            select request_id, operator_id, tenant_id, telephone_number, holding_id, status, civic_address_id, location_id,
                   reason, requested_at, ended_at, answer, deciding_operation
            from address_change_requests
            """;

    private static final String KEEP =
            """
            insert into address_change_requests as present (request_id, operator_id, tenant_id, revision, telephone_number,
                holding_id, status, civic_address_id, location_id, reason, requested_at, ended_at, answer)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            on conflict (request_id) do update set revision = excluded.revision, status = excluded.status,
                ended_at = excluded.ended_at, answer = excluded.answer
            where present.revision < excluded.revision
            """;

    /**
     * Keeps what is newer than what is known.
     *
     * @return whether it was
     */
    boolean keep(Connection connection, AddressChangeRequestChanged change) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(KEEP)) {
            statement.setObject(1, change.requestId());
            statement.setObject(2, change.operatorId());
            statement.setObject(3, change.tenantId());
            statement.setLong(4, change.revision());
            statement.setLong(5, change.telephoneNumber().digits());
            statement.setObject(6, change.holdingId());
            statement.setString(7, change.status().wire());
            statement.setObject(8, change.civicAddressId());
            statement.setObject(9, change.locationId());
            statement.setString(10, change.reason());
            Columns.setInstant(statement, 11, change.requestedAt());
            Columns.setInstant(statement, 12, change.endedAt());
            statement.setString(13, change.answer());
            return statement.executeUpdate() == 1;
        }
    }

    /** Notes which decision number-service was asked to carry out. */
    void decide(Connection connection, UUID operatorId, UUID requestId, UUID operationId) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                """
                update address_change_requests set deciding_operation = ?
                where request_id = ? and operator_id = ? and status = 'open'
                """)) {
            statement.setObject(1, operationId);
            statement.setObject(2, requestId);
            statement.setObject(3, operatorId);
            statement.executeUpdate();
        }
    }

    /** Opens a request for another decision whose decision was refused. */
    void undecide(Connection connection, UUID operatorId, UUID operationId) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                """
                update address_change_requests set deciding_operation = null
                where operator_id = ? and deciding_operation = ? and status = 'open'
                """)) {
            statement.setObject(1, operatorId);
            statement.setObject(2, operationId);
            statement.executeUpdate();
        }
    }

    Optional<AddressChangeRequest> find(Connection connection, UUID operatorId, UUID requestId) throws SQLException {
        return one(connection, operatorId, requestId, "");
    }

    /** The request, locked until the transaction ends. */
    Optional<AddressChangeRequest> lock(Connection connection, UUID operatorId, UUID requestId) throws SQLException {
        return one(connection, operatorId, requestId, " for update");
    }

    List<AddressChangeRequest> list(
            Connection connection,
            UUID operatorId,
            @Nullable AddressChangeStatus status,
            @Nullable UUID after,
            int limit)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                SELECT
                        + """
                where operator_id = ? and (?::text is null or status = ?) and (?::uuid is null or request_id > ?::uuid)
                order by request_id
                limit ?
                """)) {
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

    private static Optional<AddressChangeRequest> one(
            Connection connection, UUID operatorId, UUID requestId, String lock) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(SELECT + "where request_id = ? and operator_id = ?" + lock)) {
            statement.setObject(1, requestId);
            statement.setObject(2, operatorId);
            return requests(statement).stream().findFirst();
        }
    }

    private static List<AddressChangeRequest> requests(PreparedStatement statement) throws SQLException {
        List<AddressChangeRequest> requests = new ArrayList<>();
        try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                requests.add(new AddressChangeRequest(
                        Columns.requiredUuid(row, "request_id"),
                        Columns.requiredUuid(row, "operator_id"),
                        Columns.requiredUuid(row, "tenant_id"),
                        new E164Number(row.getLong("telephone_number")),
                        Columns.requiredUuid(row, "holding_id"),
                        Columns.wire(row, "status", AddressChangeStatus.class),
                        Columns.requiredUuid(row, "civic_address_id"),
                        Columns.requiredUuid(row, "location_id"),
                        row.getString("reason"),
                        Columns.requiredInstant(row, "requested_at"),
                        Columns.instant(row, "ended_at"),
                        row.getString("answer"),
                        Columns.uuid(row, "deciding_operation")));
            }
        }
        return requests;
    }
}
