package dev.trunkline.number.addresschange;

import dev.trunkline.contracts.AddressChangeStatus;
import dev.trunkline.contracts.E164Number;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The requests, on the request path and in the background alike. */
@ApplicationScoped
class AddressChangeStore {

    private static final String SELECT =
            """
            select request_id, tenant_id, operator_id, number, holding_id, revision, status, civic_address_id, location_id,
                   reason, requested_by, requested_at, ended_at, answer
              from address_change_request
             where
            """;

    private static final String INSERT =
            """
            insert into address_change_request
                   (request_id, tenant_id, operator_id, number, holding_id, revision, status, civic_address_id, location_id,
                    reason, requested_by, requested_at)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;

    private static final String END =
            """
            update address_change_request
               set revision = ?, status = ?, ended_at = ?, answer = ?
             where request_id = ? and tenant_id = ?
            """;

    void insert(Connection connection, AddressChangeRequest request) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            insert.setObject(1, request.requestId());
            insert.setObject(2, request.tenantId());
            insert.setObject(3, request.operatorId());
            insert.setLong(4, request.telephoneNumber().digits());
            insert.setObject(5, request.holdingId());
            insert.setLong(6, request.revision());
            insert.setString(7, request.status().wire());
            insert.setObject(8, request.civicAddressId());
            insert.setObject(9, request.locationId());
            insert.setString(10, request.reason());
            insert.setString(11, request.requestedBy());
            insert.setObject(12, request.requestedAt().atOffset(ZoneOffset.UTC));
            insert.executeUpdate();
        }
    }

    /** Writes how a locked request ended. */
    void end(Connection connection, AddressChangeRequest request) throws SQLException {
        Instant endedAt = request.endedAt();
        try (PreparedStatement update = connection.prepareStatement(END)) {
            update.setLong(1, request.revision());
            update.setString(2, request.status().wire());
            update.setObject(
                    3, endedAt == null ? null : endedAt.atOffset(ZoneOffset.UTC), Types.TIMESTAMP_WITH_TIMEZONE);
            update.setString(4, request.answer());
            update.setObject(5, request.requestId());
            update.setObject(6, request.tenantId());
            update.executeUpdate();
        }
    }

    Optional<AddressChangeRequest> lock(Connection connection, UUID tenantId, UUID requestId) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement(SELECT + "tenant_id = ? and request_id = ? for update")) {
            select.setObject(1, tenantId);
            select.setObject(2, requestId);
            return read(select).stream().findFirst();
        }
    }

    /** Locks the open requests of these stays. */
    List<AddressChangeRequest> lockOpen(Connection connection, Collection<UUID> holdings) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                SELECT + "holding_id = any(?) and status = 'open' order by request_id for update")) {
            select.setArray(1, connection.createArrayOf("uuid", holdings.toArray(UUID[]::new)));
            return read(select);
        }
    }

    Optional<AddressChangeRequest> find(Connection connection, UUID tenantId, E164Number number, UUID requestId)
            throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement(SELECT + "tenant_id = ? and number = ? and request_id = ?")) {
            select.setObject(1, tenantId);
            select.setLong(2, number.digits());
            select.setObject(3, requestId);
            return read(select).stream().findFirst();
        }
    }

    List<AddressChangeRequest> list(
            Connection connection, UUID tenantId, E164Number number, @Nullable UUID after, int limit)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                SELECT
                        + "tenant_id = ? and number = ? and (cast(? as uuid) is null or request_id > ?) order by request_id limit ?")) {
            select.setObject(1, tenantId);
            select.setLong(2, number.digits());
            select.setObject(3, after, Types.OTHER);
            select.setObject(4, after, Types.OTHER);
            select.setInt(5, limit);
            return read(select);
        }
    }

    /** All requests in the order of their ids; writers of them wait until commit. */
    List<AddressChangeRequest> pageAfter(Connection connection, @Nullable UUID after, int limit) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                SELECT + "(cast(? as uuid) is null or request_id > ?) order by request_id limit ? for share")) {
            select.setObject(1, after, Types.OTHER);
            select.setObject(2, after, Types.OTHER);
            select.setInt(3, limit);
            return read(select);
        }
    }

    private static List<AddressChangeRequest> read(PreparedStatement select) throws SQLException {
        List<AddressChangeRequest> requests = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                OffsetDateTime endedAt = row.getObject("ended_at", OffsetDateTime.class);
                requests.add(new AddressChangeRequest(
                        row.getObject("request_id", UUID.class),
                        row.getObject("tenant_id", UUID.class),
                        row.getObject("operator_id", UUID.class),
                        new E164Number(row.getLong("number")),
                        row.getObject("holding_id", UUID.class),
                        row.getLong("revision"),
                        AddressChangeStatus.fromString(row.getString("status")),
                        row.getObject("civic_address_id", UUID.class),
                        row.getObject("location_id", UUID.class),
                        row.getString("reason"),
                        row.getString("requested_by"),
                        row.getObject("requested_at", OffsetDateTime.class).toInstant(),
                        endedAt == null ? null : endedAt.toInstant(),
                        row.getString("answer")));
            }
        }
        return requests;
    }
}
