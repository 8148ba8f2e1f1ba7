package dev.trunkline.number.delivery;

import dev.trunkline.contracts.RemovalScopeKind;
import dev.trunkline.contracts.event.RemovalDecided;
import dev.trunkline.contracts.event.RemovalRequested;
import dev.trunkline.contracts.event.RemovalScope;
import dev.trunkline.number.delivery.Fences.Fence;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Fences and the decisions that set them: this service's own rows, written once. */
@ApplicationScoped
class FenceStore {

    private static final String FENCES =
            """
            select epoch, scope, country, country_epoch, service
              from removal_fence
             where tenant_id = ? and operator_id = ?
            """;

    private static final String SET_FENCE =
            """
            insert into removal_fence (tenant_id, operator_id, epoch, scope, country, country_epoch, service, removal_id)
            values (?, ?, ?, ?, ?, ?, ?, ?)
            on conflict do nothing
            """;

    private static final String DECISION = "select answer from removal_decision where removal_id = ?";

    private static final String DECIDED_SINCE =
            """
            select f.epoch, f.scope, f.country, f.country_epoch, f.service, d.answer
              from removal_fence f
              join removal_decision d on d.removal_id = f.removal_id
             where f.tenant_id = ? and f.operator_id = ? and f.epoch >= ?
             order by f.epoch, d.removal_id
            """;

    private static final String KEEP_DECISION =
            "insert into removal_decision (removal_id, tenant_id, operator_id, answer) values (?, ?, ?, ?::jsonb)";

    /** Read only after the gate was passed. */
    Fences of(Connection connection, UUID tenantId, UUID operatorId) throws SQLException {
        List<Fence> fences = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(FENCES)) {
            select.setObject(1, tenantId);
            select.setObject(2, operatorId);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    fences.add(fence(row));
                }
            }
        }
        return new Fences(fences);
    }

    /** A fence and the decision that set it. */
    record Decided(Fence fence, RemovalDecided decision) {}

    /** The accepted removals of a consent from an epoch on. */
    List<Decided> decidedSince(Connection connection, UUID tenantId, UUID operatorId, int epoch) throws SQLException {
        List<Decided> decided = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(DECIDED_SINCE)) {
            select.setObject(1, tenantId);
            select.setObject(2, operatorId);
            select.setInt(3, epoch);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    decided.add(
                            new Decided(fence(row), StoredJson.read(row.getString("answer"), RemovalDecided.class)));
                }
            }
        }
        return decided;
    }

    private static Fence fence(ResultSet row) throws SQLException {
        return new Fence(
                row.getInt("epoch"),
                RemovalScopeKind.fromString(row.getString("scope")),
                row.getString("country"),
                row.getInt("country_epoch"),
                row.getString("service"));
    }

    void set(Connection connection, RemovalRequested removal) throws SQLException {
        RemovalScope scope = removal.scope();
        try (PreparedStatement insert = connection.prepareStatement(SET_FENCE)) {
            insert.setObject(1, removal.tenantId());
            insert.setObject(2, removal.operatorId());
            insert.setInt(3, removal.epoch());
            insert.setString(4, scope.kind().wire());
            insert.setString(5, scope.country() == null ? "" : scope.country());
            insert.setInt(6, scope.countryEpoch() == null ? 0 : scope.countryEpoch());
            insert.setString(7, scope.service() == null ? "" : scope.service().wire());
            insert.setObject(8, removal.removalId());
            insert.executeUpdate();
        }
    }

    Optional<RemovalDecided> decision(Connection connection, UUID removalId) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(DECISION)) {
            select.setObject(1, removalId);
            try (ResultSet row = select.executeQuery()) {
                return row.next()
                        ? Optional.of(StoredJson.read(row.getString(1), RemovalDecided.class))
                        : Optional.empty();
            }
        }
    }

    void keep(Connection connection, RemovalDecided decision) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(KEEP_DECISION)) {
            insert.setObject(1, decision.removalId());
            insert.setObject(2, decision.tenantId());
            insert.setObject(3, decision.operatorId());
            insert.setString(4, StoredJson.write(decision));
            insert.executeUpdate();
        }
    }
}
