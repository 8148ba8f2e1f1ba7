package dev.trunkline.platform.inbox;

import dev.trunkline.contracts.event.Event;
import dev.trunkline.platform.background.SqlFailure;
import dev.trunkline.platform.outbox.OutboxEntry;
import dev.trunkline.platform.outbox.OutboxStore;
import dev.trunkline.platform.outbox.WrittenEvent;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/** Collects what handlers append and writes it at the end of each handler's turn: events come last, after what they tell of. */
final class BatchTransaction implements InboxTransaction {

    private final Connection connection;
    private final OutboxStore outbox;
    private final Tally tally;
    private final List<OutboxEntry> pending = new ArrayList<>();
    private final BitSet appendedLanes = new BitSet();
    private int pendingStale;
    private int pendingParked;

    BatchTransaction(Connection connection, OutboxStore outbox, Tally tally) {
        this.connection = connection;
        this.outbox = outbox;
        this.tally = tally;
    }

    @Override
    public Connection connection() {
        return connection;
    }

    @Override
    public void append(Event event, InboundEvent cause) {
        append(WrittenEvent.of(event), cause);
    }

    @Override
    public void append(WrittenEvent written, InboundEvent cause) {
        pending.add(OutboxEntry.of(written, cause.correlationId(), cause.id().toString(), cause.traceparent()));
    }

    /** Under a savepoint. What fails only at commit, a deferred constraint, is found here. */
    @Override
    public Optional<Exception> attempt(Part part) throws SQLException {
        int appended = pending.size();
        int stale = pendingStale;
        int parked = pendingParked;
        Savepoint before = connection.setSavepoint();
        try {
            part.run();
            checkDeferredConstraints();
            connection.releaseSavepoint(before);
            return Optional.empty();
        } catch (SQLException | RuntimeException e) {
            if (SqlFailure.of(e) != SqlFailure.PERMANENT) {
                throw e;
            }
            connection.rollback(before);
            pending.subList(Math.min(appended, pending.size()), pending.size()).clear();
            pendingStale = Math.min(stale, pendingStale);
            pendingParked = Math.min(parked, pendingParked);
            return Optional.of(e);
        }
    }

    /** Rolling back to the savepoint defers the constraints again. */
    private void checkDeferredConstraints() throws SQLException {
        Savepoint before = connection.setSavepoint();
        try (Statement statement = connection.createStatement()) {
            statement.execute("set constraints all immediate");
        }
        connection.rollback(before);
    }

    @Override
    public void countStale(int events) {
        pendingStale += events;
    }

    @Override
    public void countParked(int events) {
        pendingParked += events;
    }

    void flush() throws SQLException {
        if (!pending.isEmpty()) {
            appendedLanes.or(outbox.append(connection, pending));
        }
        tally.stale += pendingStale;
        tally.parked += pendingParked;
        pending.clear();
        pendingStale = 0;
        pendingParked = 0;
    }

    BitSet appendedLanes() {
        return appendedLanes;
    }
}
