package dev.trunkline.number.delivery;

import dev.trunkline.contracts.E164Number;
import dev.trunkline.contracts.RemovalOutcome;
import dev.trunkline.contracts.event.RemovalDecided;
import dev.trunkline.contracts.event.RemovalRequested;
import dev.trunkline.contracts.event.RemovalScope;
import dev.trunkline.number.inventory.Moment;
import dev.trunkline.platform.inbox.InboundEvent;
import dev.trunkline.platform.inbox.InboxTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides removals: accepted when the tenant holds no number in their scope, and then nothing of that scope and epoch lands any more.
 *
 * <p>Its caller has the gate alone, so no delivery is under way, and what is counted is all there is. A number in quarantine has left the
 * tenant and does not stand in the way.
 */
@ApplicationScoped
class RemovalService {

    private static final String SCOPE =
            """
              from phone_number
             where tenant_id = ? and operator_id = ? and holding_status = 'held' and enablement_epoch <= ?
               and (cast(? as text) is null or country = ?)
               and (cast(? as text) is null or ? = any(services))
            """;

    private static final String COUNT =
            """
            select count(*) filter (where assignment_status <> 'unassigned'),
                   count(*) filter (where assignment_status = 'unassigned')
            """
                    + SCOPE;

    private static final String BLOCKING =
            "select number" + System.lineSeparator() + SCOPE + " order by number limit 100";

    private final FenceStore fences;

    RemovalService(FenceStore fences) {
        this.fences = fences;
    }

    void decide(InboxTransaction transaction, InboundEvent event) throws SQLException {
        RemovalRequested removal = event.payloadAs(RemovalRequested.class);
        Connection connection = transaction.connection();
        Optional<RemovalDecided> stored = fences.decision(connection, removal.removalId());
        if (stored.isPresent()) {
            transaction.append(stored.get(), event);
            return;
        }
        RemovalDecided decision = count(connection, removal);
        if (decision.outcome() == RemovalOutcome.ACCEPTED) {
            fences.set(connection, removal);
        }
        fences.keep(connection, decision);
        transaction.append(decision, event);
    }

    /** What a removal gets that this service cannot carry out: it stays as it was, also when the question is replayed later. */
    void refuse(InboxTransaction transaction, InboundEvent event) throws SQLException {
        RemovalRequested removal = event.payloadAs(RemovalRequested.class);
        Connection connection = transaction.connection();
        Optional<RemovalDecided> stored = fences.decision(connection, removal.removalId());
        if (stored.isPresent()) {
            transaction.append(stored.get(), event);
            return;
        }
        RemovalDecided refusal = decision(removal, RemovalOutcome.REFUSED, 0, 0, List.of(), Moment.read(connection));
        fences.keep(connection, refusal);
        transaction.append(refusal, event);
    }

    private static RemovalDecided count(Connection connection, RemovalRequested removal) throws SQLException {
        long assigned;
        long unassigned;
        try (PreparedStatement count = prepare(connection, COUNT, removal);
                ResultSet row = count.executeQuery()) {
            row.next();
            assigned = row.getLong(1);
            unassigned = row.getLong(2);
        }
        Moment now = Moment.read(connection);
        if (assigned + unassigned == 0) {
            return decision(removal, RemovalOutcome.ACCEPTED, 0, 0, List.of(), now);
        }
        List<E164Number> blocking = new ArrayList<>();
        try (PreparedStatement select = prepare(connection, BLOCKING, removal);
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                blocking.add(new E164Number(row.getLong(1)));
            }
        }
        return decision(removal, RemovalOutcome.REFUSED, assigned, unassigned, blocking, now);
    }

    private static PreparedStatement prepare(Connection connection, String sql, RemovalRequested removal)
            throws SQLException {
        RemovalScope scope = removal.scope();
        @Nullable
        String service = scope.service() == null ? null : scope.service().wire();
        PreparedStatement statement = connection.prepareStatement(sql);
        statement.setObject(1, removal.tenantId());
        statement.setObject(2, removal.operatorId());
        statement.setInt(3, removal.epoch());
        statement.setString(4, scope.country());
        statement.setString(5, scope.country());
        statement.setString(6, service);
        statement.setString(7, service);
        return statement;
    }

    private static RemovalDecided decision(
            RemovalRequested removal,
            RemovalOutcome outcome,
            long assigned,
            long unassigned,
            List<E164Number> blocking,
            Moment now) {
        return new RemovalDecided(
                removal.removalId(),
                removal.tenantId(),
                removal.operatorId(),
                removal.epoch(),
                removal.scope(),
                outcome,
                assigned,
                unassigned,
                blocking,
                now.at(),
                removal.requestedAt());
    }
}
