package dev.trunkline.operator.release;

import dev.trunkline.contracts.E164Number;
import dev.trunkline.contracts.event.NumberSnapshot;
import dev.trunkline.operator.database.Columns;
import dev.trunkline.operator.request.TenantRequestStore;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Release requests in the database. */
@Singleton
class ReleaseRequestStore extends TenantRequestStore<ReleaseRequest> {

    ReleaseRequestStore() {
        super(
                "release_requests",
                "release_request_id",
                """
                release_request_id, operator_id, tenant_id, telephone_number, holding_id, status, requested_at, decided_at,
                deciding_operation
                """);
    }

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

    /** Those of the numbers whose release is asked for: seldom any of many. */
    Set<NumberBulkStore.Key> open(Connection connection, Collection<NumberBulkStore.Key> numbers) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                """
                select r.operator_id, r.tenant_id, r.telephone_number
                from unnest(?::uuid[], ?::uuid[], ?::bigint[]) as n (operator_id, tenant_id, telephone_number)
                join release_requests r on r.operator_id = n.operator_id and r.tenant_id = n.tenant_id
                    and r.telephone_number = n.telephone_number and r.status = 'open'
                """)) {
            Columns.setArray(
                    connection,
                    statement,
                    1,
                    "uuid",
                    numbers.stream().map(NumberBulkStore.Key::operatorId).toList());
            Columns.setArray(
                    connection,
                    statement,
                    2,
                    "uuid",
                    numbers.stream().map(NumberBulkStore.Key::tenantId).toList());
            Columns.setArray(
                    connection,
                    statement,
                    3,
                    "bigint",
                    numbers.stream().map(NumberBulkStore.Key::telephoneNumber).toList());
            Set<NumberBulkStore.Key> open = new HashSet<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    open.add(new NumberBulkStore.Key(
                            Columns.requiredUuid(row, "operator_id"),
                            Columns.requiredUuid(row, "tenant_id"),
                            row.getLong("telephone_number")));
                }
            }
            return open;
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

    @Override
    protected ReleaseRequest read(ResultSet row) throws SQLException {
        return new ReleaseRequest(
                Columns.requiredUuid(row, "release_request_id"),
                Columns.requiredUuid(row, "operator_id"),
                Columns.requiredUuid(row, "tenant_id"),
                new E164Number(row.getLong("telephone_number")),
                Columns.requiredUuid(row, "holding_id"),
                Columns.wire(row, "status", ReleaseRequestStatus.class),
                Columns.requiredInstant(row, "requested_at"),
                Columns.instant(row, "decided_at"),
                Columns.uuid(row, "deciding_operation"));
    }
}
