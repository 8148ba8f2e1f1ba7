package dev.trunkline.number.inventory;

import dev.trunkline.contracts.event.Event;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** State of another feature that is told on the topic of the numbers, and said again after them. Implementations are CDI beans. */
public interface RestatedWithNumbers {

    /** One aggregate and what is said of it. */
    record Restated(UUID key, Event event) {}

    /** The next ones in key order, read under a lock that keeps their writers out until commit; none when there are no more. */
    List<Restated> pageAfter(Connection connection, @Nullable UUID lastKey, int limit) throws SQLException;
}
