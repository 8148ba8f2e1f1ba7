package dev.trunkline.platform.messaging;

import dev.trunkline.contracts.event.EventType;
import dev.trunkline.platform.inbox.EventsHandler;
import dev.trunkline.platform.inbox.InboundEvent;
import dev.trunkline.platform.inbox.InboxTransaction;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/** A handler that writes down in its transaction what it applied; a trigger of a test's choice makes it fail. */
public final class Ledger implements EventsHandler {

    /** What may go wrong while events are applied. */
    @FunctionalInterface
    public interface Fault {
        void strike(InboxTransaction transaction, List<InboundEvent> events) throws SQLException;
    }

    private final TestDatabase database;
    private final Set<EventType> types;
    private final List<UUID> refused = new CopyOnWriteArrayList<>();
    private volatile Fault fault = (transaction, events) -> {};

    public Ledger(TestDatabase database, EventType... types) {
        this.database = database;
        this.types = Set.of(types);
        database.execute(
                """
                create table if not exists ledger (
                    line bigint generated always as identity primary key,
                    event_id uuid not null, record_key text not null, revision bigint not null)
                """);
        database.execute("grant select, insert on ledger to " + database.name() + "_background");
    }

    public Ledger failing(Fault newFault) {
        fault = newFault;
        return this;
    }

    public Ledger failingOn(Predicate<InboundEvent> poison) {
        return failing((transaction, events) -> {
            if (events.stream().anyMatch(poison)) {
                throw new IllegalStateException("cannot apply +4930901820 of \"somebody\"");
            }
        });
    }

    @Override
    public Set<EventType> types() {
        return types;
    }

    @Override
    public void apply(InboxTransaction transaction, List<InboundEvent> events) throws SQLException {
        try (PreparedStatement statement = transaction
                .connection()
                .prepareStatement("insert into ledger (event_id, record_key, revision) values (?, ?, ?)")) {
            for (InboundEvent event : events) {
                statement.setObject(1, event.id());
                statement.setString(2, event.recordKey());
                statement.setLong(3, event.revision());
                statement.addBatch();
            }
            statement.executeBatch();
        }
        fault.strike(transaction, events);
    }

    @Override
    public void refuse(InboxTransaction transaction, InboundEvent event) {
        refused.add(event.id());
    }

    public List<UUID> refused() {
        return refused;
    }

    /** Revisions in the order in which they were applied. */
    public List<Long> revisions() {
        return rows("select revision from ledger order by line");
    }

    public List<Long> revisionsOf(UUID key) {
        return rows("select revision from ledger where record_key = '" + key + "' order by line");
    }

    private List<Long> rows(String sql) {
        try (Connection connection = database.superuser();
                PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet rows = statement.executeQuery()) {
            List<Long> found = new ArrayList<>();
            while (rows.next()) {
                found.add(rows.getLong(1));
            }
            return found;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
