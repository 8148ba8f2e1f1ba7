package dev.trunkline.number.move;

import dev.trunkline.contracts.NumberType;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Moves, on the request path and in the background alike. */
@ApplicationScoped
class MoveStore {

    private static final String SELECT =
            """
            select move_id, tenant_id, operator_id, revision, number_type, assign_back, status, created_by, created_at, ended_at
              from number_move
             where tenant_id = ?
            """;

    /** Whoever begins a move, and whoever learns of an order, take turns within a tenant: each sees what the other wrote. */
    void takeTurn(Connection connection, UUID tenantId) throws SQLException {
        try (PreparedStatement lock =
                connection.prepareStatement("select pg_advisory_xact_lock(hashtextextended('moves:' || ?, 0))")) {
            lock.setString(1, tenantId.toString());
            lock.execute();
        }
    }

    void insert(Connection connection, Move move) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                """
                insert into number_move (move_id, tenant_id, operator_id, revision, number_type, assign_back, status, created_by,
                                         created_at)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """)) {
            insert.setObject(1, move.moveId());
            insert.setObject(2, move.tenantId());
            insert.setObject(3, move.operatorId());
            insert.setLong(4, move.revision());
            insert.setString(5, move.from().wire());
            insert.setBoolean(6, move.assignBack());
            insert.setString(7, move.status().wire());
            insert.setString(8, move.createdBy());
            insert.setObject(9, move.createdAt().atOffset(ZoneOffset.UTC));
            insert.executeUpdate();
        }
    }

    Optional<Move> find(Connection connection, UUID tenantId, UUID moveId) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(SELECT + "and move_id = ?")) {
            select.setObject(1, tenantId);
            select.setObject(2, moveId);
            return read(select).stream().findFirst();
        }
    }

    /** Cancels a move whose turn it is, or lets it run on. */
    void become(Connection connection, UUID tenantId, UUID moveId, MoveStatus status) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                """
                update number_move
                   set status = ?, ended_at = case when ? then null else business_now() end,
                       revision = greatest(revision + 1, next_revision(0))
                 where tenant_id = ? and move_id = ?
                """)) {
            update.setString(1, status.wire());
            update.setBoolean(2, status == MoveStatus.RUNNING);
            update.setObject(3, tenantId);
            update.setObject(4, moveId);
            update.executeUpdate();
        }
    }

    /** Raises the revisions of moves whose numbers changed, and completes those all of whose numbers are over. */
    void touch(Connection connection, Collection<UUID> moveIds) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                """
                with over as (
                    select v.move_id
                      from number_move v
                     where v.move_id = any(?) and v.status = 'running'
                       and not exists (select from move_number n
                                        where n.move_id = v.move_id and n.step not in ('completed', 'ended')))
                update number_move v
                   set revision = greatest(v.revision + 1, next_revision(0)),
                       status = case when v.move_id in (select move_id from over) then 'completed' else v.status end,
                       ended_at = case when v.move_id in (select move_id from over) then business_now() else v.ended_at end
                 where v.move_id = any(?)
                """)) {
            UUID[] ids = moveIds.stream().sorted().toArray(UUID[]::new);
            update.setArray(1, connection.createArrayOf("uuid", ids));
            update.setArray(2, connection.createArrayOf("uuid", ids));
            update.executeUpdate();
        }
    }

    /** Those of the moves that assign their numbers back by themselves. */
    List<UUID> assigningBack(Connection connection, Collection<UUID> moveIds) throws SQLException {
        List<UUID> found = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(
                "select move_id from number_move where move_id = any(?) and assign_back and status = 'running'")) {
            select.setArray(1, connection.createArrayOf("uuid", moveIds.toArray(UUID[]::new)));
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    found.add(row.getObject(1, UUID.class));
                }
            }
        }
        return found;
    }

    /**
     * Moves in the order of their ids.
     *
     * @param waiting true for those only that have a number whose step takes longer than expected
     */
    List<Move> list(
            Connection connection,
            UUID tenantId,
            @Nullable MoveStatus status,
            boolean waiting,
            @Nullable UUID after,
            int limit)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                SELECT
                        + """
                   and (cast(? as text) is null or status = ?) and (cast(? as uuid) is null or move_id > ?)
                   and (not ? or exists (select from move_number n
                                          where n.move_id = number_move.move_id and n.active
                                            and n.expected_by < (select business_now())))
                 order by move_id limit ?
                """)) {
            String wanted = status == null ? null : status.wire();
            select.setObject(1, tenantId);
            select.setString(2, wanted);
            select.setString(3, wanted);
            select.setObject(4, after, Types.OTHER);
            select.setObject(5, after, Types.OTHER);
            select.setBoolean(6, waiting);
            select.setInt(7, limit);
            return read(select);
        }
    }

    /** How many numbers of a move are at a step, and how many of those wait longer than expected. */
    record StepCount(UUID moveId, MoveStep step, long numbers, long waiting) {}

    List<StepCount> counts(Connection connection, UUID tenantId, Collection<UUID> moveIds) throws SQLException {
        List<StepCount> counts = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(
                """
                select move_id, step, count(*), count(*) filter (where active and expected_by < (select business_now()))
                  from move_number
                 where tenant_id = ? and move_id = any(?)
                 group by move_id, step
                """)) {
            select.setObject(1, tenantId);
            select.setArray(2, connection.createArrayOf("uuid", moveIds.toArray(UUID[]::new)));
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    counts.add(new StepCount(
                            row.getObject(1, UUID.class),
                            MoveStep.fromString(row.getString(2)),
                            row.getLong(3),
                            row.getLong(4)));
                }
            }
        }
        return counts;
    }

    private static List<Move> read(PreparedStatement select) throws SQLException {
        List<Move> moves = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                OffsetDateTime endedAt = row.getObject("ended_at", OffsetDateTime.class);
                moves.add(new Move(
                        row.getObject("move_id", UUID.class),
                        row.getObject("tenant_id", UUID.class),
                        row.getObject("operator_id", UUID.class),
                        row.getLong("revision"),
                        NumberType.fromString(row.getString("number_type")),
                        row.getBoolean("assign_back"),
                        MoveStatus.fromString(row.getString("status")),
                        row.getString("created_by"),
                        row.getObject("created_at", OffsetDateTime.class).toInstant(),
                        endedAt == null ? null : endedAt.toInstant()));
            }
        }
        return moves;
    }
}
