package dev.trunkline.operator.release;

import dev.trunkline.contracts.E164Number;
import dev.trunkline.contracts.event.NumberSnapshot;
import dev.trunkline.operator.database.Columns;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Release requests in the database, on the request path and in the background alike. */
@ApplicationScoped
class ReleaseRequestStore {

    private static final String SELECT =
            """
            select release_request_id, operator_id, tenant_id, telephone_number, holding_id, status, requested_at, decided_at,
                   deciding_operation
            from release_requests
            """;

    /**
     * Notes a request.
     *
     * @param status open, or what became of it before it was heard of here
     * @return whether it is new
     */
    boolean insert(Connection connection, NumberChange change, ReleaseRequestStatus status) throws SQLException {
        NumberSnapshot snapshot = change.snapshot();
        try (PreparedStatement statement = connection.prepareStatement(
                """
                insert into release_requests (release_request_id, operator_id, tenant_id, telephone_number, holding_id, status,
                    requested_at, decided_at)
                values (?, ?, ?, ?, ?, ?, coalesce(?, business_now()), case when ? then null else business_now() end)
                on conflict (release_request_id) do nothing
                """)) {
            statement.setObject(1, Objects.requireNonNull(snapshot.releaseRequestId()));
            statement.setObject(2, change.operatorId());
            statement.setObject(3, change.tenantId());
            statement.setLong(4, snapshot.telephoneNumber().digits());
            statement.setObject(5, snapshot.holdingId());
            statement.setString(6, status.wire());
            Columns.setInstant(statement, 7, snapshot.releaseRequestedAt());
            statement.setBoolean(8, status == ReleaseRequestStatus.OPEN);
            return statement.executeUpdate() == 1;
        }
    }

    /** Closes the open requests of numbers that their latest state no longer names. */
    void closeOthers(Connection connection, List<NumberChange> latest) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                """
                update release_requests
                set status = ?, decided_at = business_now()
                where operator_id = ? and tenant_id = ? and telephone_number = ? and status = 'open'
                  and release_request_id is distinct from ?
                """)) {
            for (NumberChange change : latest) {
                statement.setString(1, change.endOfEarlierRequests().wire());
                statement.setObject(2, change.operatorId());
                statement.setObject(3, change.tenantId());
                statement.setLong(4, change.snapshot().telephoneNumber().digits());
                statement.setObject(
                        5, change.asksForRelease() ? change.snapshot().releaseRequestId() : null);
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    /** Notes which decision number-service was asked to carry out. */
    void decide(Connection connection, UUID operatorId, UUID releaseRequestId, UUID operationId) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                """
                update release_requests set deciding_operation = ?
                where release_request_id = ? and operator_id = ? and status = 'open'
                """)) {
            statement.setObject(1, operationId);
            statement.setObject(2, releaseRequestId);
            statement.setObject(3, operatorId);
            statement.executeUpdate();
        }
    }

    /** Opens requests for another decision whose decision was refused. */
    void undecide(Connection connection, UUID operatorId, UUID operationId) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                """
                update release_requests set deciding_operation = null
                where operator_id = ? and deciding_operation = ? and status = 'open'
                """)) {
            statement.setObject(1, operatorId);
            statement.setObject(2, operationId);
            statement.executeUpdate();
        }
    }

    /** The request, locked until the transaction ends. */
    Optional<ReleaseRequest> lock(Connection connection, UUID operatorId, UUID releaseRequestId) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(SELECT + "where release_request_id = ? and operator_id = ? for update")) {
            statement.setObject(1, releaseRequestId);
            statement.setObject(2, operatorId);
            return requests(statement).stream().findFirst();
        }
    }

    List<ReleaseRequest> list(
            Connection connection,
            UUID operatorId,
            @Nullable ReleaseRequestStatus status,
            @Nullable UUID after,
            int limit)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                SELECT
                        + """
                where operator_id = ? and (?::text is null or status = ?) and (?::uuid is null or release_request_id > ?::uuid)
                order by release_request_id
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

    private static List<ReleaseRequest> requests(PreparedStatement statement) throws SQLException {
        List<ReleaseRequest> requests = new ArrayList<>();
        try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                requests.add(new ReleaseRequest(
                        Columns.requiredUuid(row, "release_request_id"),
                        Columns.requiredUuid(row, "operator_id"),
                        Columns.requiredUuid(row, "tenant_id"),
                        new E164Number(row.getLong("telephone_number")),
                        Columns.requiredUuid(row, "holding_id"),
                        Columns.wire(row, "status", ReleaseRequestStatus.class),
                        Columns.requiredInstant(row, "requested_at"),
                        Columns.instant(row, "decided_at"),
                        Columns.uuid(row, "deciding_operation")));
            }
        }
        return requests;
    }
}
