package dev.trunkline.platform.inbox;

import dev.trunkline.contracts.event.Event;
import dev.trunkline.platform.outbox.OutboxEntry;
import dev.trunkline.platform.outbox.OutboxStore;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

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
        pending.add(OutboxEntry.of(event, cause.correlationId(), cause.id().toString(), cause.traceparent()));
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
        discardPending();
    }

    /** Forgets what a handler appended and counted before it failed. */
    void discardPending() {
        pending.clear();
        pendingStale = 0;
        pendingParked = 0;
    }

    BitSet appendedLanes() {
        return appendedLanes;
    }
}
