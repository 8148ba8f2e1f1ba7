package dev.trunkline.platform.inbox;

import dev.trunkline.contracts.event.Event;
import java.sql.Connection;
import java.sql.SQLException;

/** The one transaction in which a batch of events is applied, its consequences are appended and its position is stored. */
public interface InboxTransaction {

    /** The connection of the background role, auto-commit off. Never commit, roll back or close it. */
    Connection connection();

    /** Appends an event that follows from {@code cause}, in this transaction. */
    void append(Event event, InboundEvent cause) throws SQLException;

    /** Counts events that changed nothing because what they say was known already or is older than that; for the metrics only. */
    default void countStale(int events) {}

    /** Counts commands that were put aside until what they rely on is known; for the metrics only. */
    default void countParked(int events) {}
}
