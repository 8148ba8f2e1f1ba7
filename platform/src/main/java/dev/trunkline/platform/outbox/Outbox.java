package dev.trunkline.platform.outbox;

import dev.trunkline.contracts.event.Event;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Where events wait until Kafka has them.
 *
 * <p>Append last: the aggregate was read under a lock and changed before, in the same transaction. Only then do the ids of one
 * aggregate's rows follow the order of its commits.
 */
@ApplicationScoped
public class Outbox {

    /**
     * Appends in the current transaction of the request path; the caller's correlation travels with it.
     *
     * @throws IllegalStateException outside a transaction
     * @throws IllegalArgumentException for a payload over 512 KiB: split it
     */
    public void append(Event event) {
        throw new UnsupportedOperationException(event.recordKey());
    }
}
