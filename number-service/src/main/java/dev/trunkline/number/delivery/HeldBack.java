package dev.trunkline.number.delivery;

import dev.trunkline.contracts.event.Event;
import dev.trunkline.platform.inbox.InboundEvent;
import dev.trunkline.platform.inbox.InboxTransaction;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A part of a transaction that may still be taken back to a savepoint: its events are appended only once it stands. */
final class HeldBack implements InboxTransaction {

    private final InboxTransaction transaction;
    private final List<Held> events = new ArrayList<>();

    private record Held(Event event, InboundEvent cause) {}

    HeldBack(InboxTransaction transaction) {
        this.transaction = transaction;
    }

    @Override
    public Connection connection() {
        return transaction.connection();
    }

    @Override
    public void append(Event event, InboundEvent cause) {
        events.add(new Held(event, cause));
    }

    @Override
    public Optional<Exception> attempt(Part part) throws SQLException {
        int held = events.size();
        Optional<Exception> failure = transaction.attempt(part);
        if (failure.isPresent()) {
            events.subList(held, events.size()).clear();
        }
        return failure;
    }

    /** Appends what was held back. */
    void release() throws SQLException {
        for (Held held : events) {
            transaction.append(held.event(), held.cause());
        }
        events.clear();
    }
}
