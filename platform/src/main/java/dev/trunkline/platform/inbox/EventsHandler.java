package dev.trunkline.platform.inbox;

import dev.trunkline.contracts.event.EventType;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;

/**
 * A feature's part in applying events. Implementations are CDI beans.
 *
 * <p>Handlers of one batch run by {@link #order()}, each once with all its events in the order of their arrival per key. Repeats of an
 * event id were taken out before, and of a state topic only the highest revision per key is left; a handler still guards by
 * revision against what was applied in earlier batches.
 */
public interface EventsHandler {

    /** The types that this handler takes; no type has two handlers in a service. */
    Set<EventType> types();

    /** Lower runs earlier within a batch; projections before what relies on them. */
    default int order() {
        return 100;
    }

    /**
     * Applies events as sets, in the given transaction.
     *
     * @throws SQLException transient ones are retried with the whole batch; any other, and any runtime exception, makes the
     *     inbox look for the event at fault
     */
    void apply(InboxTransaction transaction, List<InboundEvent> events) throws SQLException;

    /**
     * Answers for an event that was set aside as poison, in the transaction that sets it aside: a command must not stay
     * unanswered. Nothing to do for events nobody waits for.
     */
    default void refuse(InboxTransaction transaction, InboundEvent event) throws SQLException {}
}
