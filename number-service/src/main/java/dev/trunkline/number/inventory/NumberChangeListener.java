package dev.trunkline.number.inventory;

import dev.trunkline.contracts.event.Event;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** A feature that acts in the transaction in which numbers change. Implementations are CDI beans. */
public interface NumberChangeListener {

    /**
     * Called with the numbers locked, after their history was written. The connection is that of the request or of the background role, so
     * every statement names the tenant.
     *
     * @return what follows from the changes; appended after their own events
     */
    List<Event> changed(Connection connection, List<NumberChange> changes) throws SQLException;
}
