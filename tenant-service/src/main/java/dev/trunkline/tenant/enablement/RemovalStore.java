package dev.trunkline.tenant.enablement;

import dev.trunkline.contracts.E164Number;
import dev.trunkline.contracts.OfferedService;
import dev.trunkline.contracts.event.RemovalDecided;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Removals in the database, on the connection of whoever asks or decides. */
@ApplicationScoped
class RemovalStore {

    private static final String SELECT =
            """
            select removal_id, tenant_id, operator_id, epoch, scope, country, country_epoch, service, status, requested_at,
                   decided_at, assigned, unassigned, blocking_numbers
              from enablement_removal
            """;

    void insert(Connection connection, Removal removal, String requestedBy) throws SQLException {
        String sql =
                """
                insert into enablement_removal (removal_id, tenant_id, operator_id, epoch, scope, country, country_epoch,
                                                service, status, requested_by, requested_at, asked_at)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";
        OfferedService service = removal.scope().service();
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            insert.setObject(1, removal.removalId());
            insert.setObject(2, removal.key().tenantId());
            insert.setObject(3, removal.key().operatorId());
            insert.setInt(4, removal.epoch());
            insert.setString(5, removal.scope().kind().wire());
            insert.setString(6, removal.scope().country());
            insert.setObject(7, removal.scope().countryEpoch());
            insert.setString(8, service == null ? null : service.wire());
            insert.setString(9, removal.state().wire());
            insert.setString(10, requestedBy);
            insert.setObject(11, EnablementRows.utc(removal.requestedAt()));
            insert.setObject(12, EnablementRows.utc(removal.requestedAt()));
            insert.executeUpdate();
        }
    }

    Optional<Removal> find(Connection connection, EnablementKey key, UUID removalId) throws SQLException {
        String sql = SELECT + " where removal_id = ? and tenant_id = ? and operator_id = ?";
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setObject(1, removalId);
            query.setObject(2, key.tenantId());
            query.setObject(3, key.operatorId());
            return read(query).stream().findFirst();
        }
    }

    /**
     * How long a question waits before it is asked again: a first time, twice as long each time, and never longer than a limit.
     */
    record Patience(Duration first, Duration longest) {

        private static final String IS_OVER =
                """
                asked_at <= (select business_now() - make_interval(secs => ?))
                   and asked_at <= (select business_now())
                                   - make_interval(secs => least(? * power(2, least(asked_times, 30) - 1), ?))
                """;

        private void set(PreparedStatement statement, int parameter) throws SQLException {
            statement.setDouble(parameter, first.toMillis() / 1000.0);
            statement.setDouble(parameter + 1, first.toMillis() / 1000.0);
            statement.setDouble(parameter + 2, longest.toMillis() / 1000.0);
        }
    }

    /** Questions of all tenants that have waited for an answer too long since they were last asked. */
    List<Removal> findUnanswered(Connection connection, Patience patience, int limit) throws SQLException {
        String sql = SELECT + " where status = 'pending' and " + Patience.IS_OVER + " order by asked_at limit ?";
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            patience.set(query, 1);
            query.setInt(4, limit);
            return read(query);
        }
    }

    /**
     * Questions of all tenants that wait for an answer.
     *
     * @param oldest how long the first of them has been waiting
     */
    record Backlog(long open, Duration oldest) {}

    Backlog backlog(Connection connection) throws SQLException {
        String sql =
                """
                select count(*), coalesce(extract(epoch from business_now() - min(requested_at)) * 1000, 0)::bigint
                  from enablement_removal
                 where status = 'pending'""";
        try (PreparedStatement query = connection.prepareStatement(sql);
                ResultSet row = query.executeQuery()) {
            row.next();
            return new Backlog(row.getLong(1), Duration.ofMillis(row.getLong(2)));
        }
    }

    /**
     * Notes that the question is asked again.
     *
     * @return false when it was answered meanwhile, or somebody else has just asked it
     */
    boolean markAskedAgain(Connection connection, Removal removal, Patience patience) throws SQLException {
        String sql =
                """
                update enablement_removal
                   set asked_at = business_now(), asked_times = asked_times + 1
                 where removal_id = ? and tenant_id = ? and status = 'pending' and \
                """
                        + Patience.IS_OVER;
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            update.setObject(1, removal.removalId());
            update.setObject(2, removal.key().tenantId());
            patience.set(update, 3);
            return update.executeUpdate() == 1;
        }
    }

    /** Keeps the answer to a question that is open. */
    void decide(Connection connection, RemovalDecided decided) throws SQLException {
        String sql =
                """
                update enablement_removal
                   set status = ?, decided_at = ?, assigned = ?, unassigned = ?, blocking_numbers = ?
                 where removal_id = ? and tenant_id = ? and operator_id = ? and status = 'pending'""";
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            update.setString(1, RemovalState.of(decided.outcome()).wire());
            update.setObject(2, EnablementRows.utc(decided.decidedAt()));
            update.setLong(3, decided.assigned());
            update.setLong(4, decided.unassigned());
            update.setArray(
                    5,
                    connection.createArrayOf(
                            "bigint",
                            decided.blockingNumbers().stream()
                                    .map(E164Number::digits)
                                    .toArray()));
            update.setObject(6, decided.removalId());
            update.setObject(7, decided.tenantId());
            update.setObject(8, decided.operatorId());
            update.executeUpdate();
        }
    }

    private static List<Removal> read(PreparedStatement query) throws SQLException {
        List<Removal> removals = new ArrayList<>();
        try (ResultSet row = query.executeQuery()) {
            while (row.next()) {
                removals.add(new Removal(
                        row.getObject("removal_id", UUID.class),
                        new EnablementKey(
                                row.getObject("tenant_id", UUID.class), row.getObject("operator_id", UUID.class)),
                        row.getInt("epoch"),
                        EnablementRows.scope(row),
                        RemovalState.fromString(row.getString("status")),
                        EnablementRows.instant(row, "requested_at"),
                        answer(row)));
            }
        }
        return removals;
    }

    private static Removal.@Nullable Answer answer(ResultSet row) throws SQLException {
        if (row.getObject("decided_at") == null) {
            return null;
        }
        return new Removal.Answer(
                EnablementRows.instant(row, "decided_at"),
                row.getLong("assigned"),
                row.getLong("unassigned"),
                numbers(row.getArray("blocking_numbers")));
    }

    private static List<E164Number> numbers(Array digits) throws SQLException {
        return Arrays.stream((Long[]) digits.getArray()).map(E164Number::new).toList();
    }
}
