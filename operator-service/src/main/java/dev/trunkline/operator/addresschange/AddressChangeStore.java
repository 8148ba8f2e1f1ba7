package dev.trunkline.operator.addresschange;

import dev.trunkline.contracts.AddressChangeStatus;
import dev.trunkline.contracts.E164Number;
import dev.trunkline.contracts.event.AddressChangeRequestChanged;
import dev.trunkline.operator.database.Columns;
import dev.trunkline.operator.request.TenantRequestStore;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Address change requests in the database. */
@Singleton
class AddressChangeStore extends TenantRequestStore<AddressChangeRequest> {

    private static final String KEEP =
            """
            insert into address_change_requests as present (request_id, operator_id, tenant_id, revision, telephone_number,
                holding_id, status, civic_address_id, location_id, reason, requested_at, ended_at, answer)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            on conflict (request_id) do update set revision = excluded.revision, status = excluded.status,
                ended_at = excluded.ended_at, answer = excluded.answer
            where present.revision < excluded.revision
            """;

    AddressChangeStore() {
        super(
                "address_change_requests",
                "request_id",
                """
                request_id, operator_id, tenant_id, telephone_number, holding_id, status, civic_address_id, location_id,
                reason, requested_at, ended_at, answer, deciding_operation
                """);
    }

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

    @Override
    protected AddressChangeRequest read(ResultSet row) throws SQLException {
        return new AddressChangeRequest(
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
                Columns.uuid(row, "deciding_operation"));
    }
}
