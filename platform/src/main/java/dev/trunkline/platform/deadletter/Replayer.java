package dev.trunkline.platform.deadletter;

import dev.trunkline.platform.event.MalformedEventException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.BitSet;

/** Applies what was set aside; the inbox does. */
public interface Replayer {

    /**
     * Applies the event in the given transaction, unless it was applied since.
     *
     * @return the outbox lanes to wake after commit
     * @throws MalformedEventException it can still not be read, or nobody here takes it
     */
    BitSet replay(Connection connection, DeadLetter letter) throws SQLException, MalformedEventException;
}
