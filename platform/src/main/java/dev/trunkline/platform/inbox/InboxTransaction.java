package dev.trunkline.platform.inbox;

import dev.trunkline.contracts.event.Event;
import dev.trunkline.platform.outbox.WrittenEvent;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/** The one transaction in which a batch of events is applied, its consequences are appended and its position is stored. */
public interface InboxTransaction {

    /** The connection of the background role, auto-commit off. Never commit, roll back or close it. */
    Connection connection();

    /** Appends an event that follows from {@code cause}, in this transaction. */
    void append(Event event, InboundEvent cause) throws SQLException;

    /** As {@link #append(Event, InboundEvent)}, of an event whose body is written already. */
    default void append(WrittenEvent written, InboundEvent cause) throws SQLException {
        append(written.event(), cause);
    }

    /** A part of what a handler does. */
    @FunctionalInterface
    interface Part {
        void run() throws SQLException;
    }

    /**
     * Does a part that may fail without taking the rest of the transaction with it, such as an earlier event that is taken up again by one
     * that is not at fault. After a permanent failure nothing of the part is left, neither in the database nor of what it appended and
     * counted, and the transaction goes on.
     *
     * @return the permanent failure; empty when the part was done
     * @throws SQLException a failure that is not the part's fault: let it through, the whole batch is tried again
     */
    Optional<Exception> attempt(Part part) throws SQLException;

    /** Counts events that changed nothing because what they say was known already or is older than that; for the metrics only. */
    default void countStale(int events) {}

    /** Counts commands that were put aside until what they rely on is known; for the metrics only. */
    default void countParked(int events) {}
}
