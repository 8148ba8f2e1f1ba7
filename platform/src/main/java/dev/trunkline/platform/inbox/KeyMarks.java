package dev.trunkline.platform.inbox;

import dev.trunkline.contracts.event.Topic;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;

/** The marks of {@link UnreliableKeys} in one transaction: there are hardly ever any, and then none need be looked for to be taken away. */
final class KeyMarks {

    private final Connection connection;
    private boolean any;

    /** @param any whether there may be marks already, of whatever key */
    KeyMarks(Connection connection, boolean any) {
        this.connection = connection;
        this.any = any;
    }

    void mark(String topic, String recordKey, long revision) throws SQLException {
        UnreliableKeys.mark(connection, topic, recordKey, revision);
        any = true;
    }

    /** Takes the marks from keys of which a state of that revision was applied. */
    void clear(Map<Topic, Map<String, Long>> appliedRevisions) throws SQLException {
        if (any) {
            for (Map.Entry<Topic, Map<String, Long>> states : appliedRevisions.entrySet()) {
                UnreliableKeys.clear(connection, states.getKey(), states.getValue());
            }
        }
    }
}
