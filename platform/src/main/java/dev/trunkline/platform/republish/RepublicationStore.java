package dev.trunkline.platform.republish;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The table {@code republication}. */
final class RepublicationStore {

    private static final int SCHEDULE_LOCK = 0x74_6c_72_70;

    private static final String ADD = "insert into republication (id, topic, requested_by) values (?, ?, ?)";

    private static final String FIND =
            """
            select id, topic, requested_by, requested_at, done_topic, last_key, events, finished_at
            from republication where id = ?
            """;

    /** Skipping what another replica works on is harmless here: pages of one republication never run side by side. */
    private static final String TAKE =
            """
            select id, topic, done_topic, last_key from republication
            where finished_at is null order by requested_at, id limit 1
            for update skip locked
            """;

    private static final String ADVANCE =
            "update republication set done_topic = ?, last_key = ?, events = events + ? where id = ?";

    private static final String FINISH = "update republication set finished_at = clock_timestamp() where id = ?";

    private static final String OUTBOX_HOLDS_MORE_THAN = "select exists (select from outbox offset ?)";

    private static final String TRY_SCHEDULE_LOCK = "select pg_try_advisory_xact_lock(?)";

    private static final String SCHEDULE =
            """
            insert into republication (id, requested_by)
            select gen_random_uuid(), 'schedule'
            where not exists (
                select from republication
                where topic is null and requested_at > clock_timestamp() - make_interval(secs => ?))
            """;

    private static final String PURGE =
            "delete from republication where finished_at < clock_timestamp() - interval '30 days'";

    void add(Connection connection, UUID id, @Nullable String topic, String requestedBy) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(ADD)) {
            statement.setObject(1, id);
            statement.setString(2, topic);
            statement.setString(3, requestedBy);
            statement.executeUpdate();
        }
    }

    Optional<RepublicationView> find(Connection connection, UUID id) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(FIND)) {
            statement.setObject(1, id);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? Optional.of(view(row)) : Optional.empty();
            }
        }
    }

    private static RepublicationView view(ResultSet row) throws SQLException {
        OffsetDateTime finishedAt = row.getObject("finished_at", OffsetDateTime.class);
        return new RepublicationView(
                row.getObject("id", UUID.class),
                row.getString("topic"),
                row.getString("requested_by"),
                row.getObject("requested_at", OffsetDateTime.class).toInstant(),
                row.getString("done_topic"),
                row.getLong("events"),
                finishedAt == null ? null : finishedAt.toInstant());
    }

    /** Locks the oldest that nobody works on. */
    Optional<Progress> take(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(TAKE);
                ResultSet row = statement.executeQuery()) {
            return row.next()
                    ? Optional.of(new Progress(
                            row.getObject("id", UUID.class),
                            row.getString("topic"),
                            row.getString("done_topic"),
                            row.getString("last_key")))
                    : Optional.empty();
        }
    }

    void advance(Connection connection, Progress progress, int events) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(ADVANCE)) {
            statement.setString(1, progress.doneTopic());
            statement.setString(2, progress.lastKey());
            statement.setInt(3, events);
            statement.setObject(4, progress.id());
            statement.executeUpdate();
        }
    }

    void finish(Connection connection, UUID id) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(FINISH)) {
            statement.setObject(1, id);
            statement.executeUpdate();
        }
    }

    boolean outboxHoldsMoreThan(Connection connection, int rows) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(OUTBOX_HOLDS_MORE_THAN)) {
            statement.setInt(1, rows);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    /** Adds one of everything when the last is that old; only one replica does. */
    void schedule(Connection connection, Duration every) throws SQLException {
        try (PreparedStatement lock = connection.prepareStatement(TRY_SCHEDULE_LOCK)) {
            lock.setInt(1, SCHEDULE_LOCK);
            try (ResultSet row = lock.executeQuery()) {
                if (!row.next() || !row.getBoolean(1)) {
                    return;
                }
            }
        }
        try (PreparedStatement schedule = connection.prepareStatement(SCHEDULE);
                PreparedStatement purge = connection.prepareStatement(PURGE)) {
            schedule.setDouble(1, (double) every.toSeconds());
            if (schedule.executeUpdate() > 0) {
                purge.executeUpdate();
            }
        }
    }
}
