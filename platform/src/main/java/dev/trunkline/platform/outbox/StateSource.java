package dev.trunkline.platform.outbox;

import dev.trunkline.contracts.event.Event;
import dev.trunkline.contracts.event.Topic;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One kind of state that a service owns and says again from time to time. Implementations are CDI beans. */
public interface StateSource {

    Topic topic();

    /**
     * The next page of current state in key order, read under a lock that keeps writers of those aggregates out until commit.
     *
     * @param connection of the background role, in the transaction that appends the page to the outbox
     * @param lastKey where the page before ended; null for the first
     */
    Page pageAfter(Connection connection, @Nullable String lastKey, int limit) throws SQLException;

    /**
     * A page.
     *
     * @param lastKey where the next page begins after; null when this is the last
     */
    record Page(List<Event> events, @Nullable String lastKey) {
        public Page {
            events = List.copyOf(events);
        }
    }
}
