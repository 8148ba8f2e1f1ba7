package dev.trunkline.tenant.user;

import dev.trunkline.contracts.event.Event;
import dev.trunkline.contracts.event.EventType;
import dev.trunkline.contracts.event.NumberSnapshot;
import dev.trunkline.contracts.event.NumbersAcquired;
import dev.trunkline.contracts.event.NumbersAssigned;
import dev.trunkline.contracts.event.NumbersChanged;
import dev.trunkline.contracts.event.NumbersImported;
import dev.trunkline.contracts.event.NumbersReleased;
import dev.trunkline.contracts.event.NumbersRestated;
import dev.trunkline.contracts.event.NumbersUnassigned;
import dev.trunkline.platform.inbox.EventsHandler;
import dev.trunkline.platform.inbox.InboundEvent;
import dev.trunkline.platform.inbox.InboxTransaction;
import dev.trunkline.tenant.user.UserNumberBulkStore.Told;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Keeps what a user's page shows of its numbers. Each item carries a revision of its own: the highest counts, whatever comes last. */
@ApplicationScoped
class NumberEventsHandler implements EventsHandler {

    private record Key(UUID tenantId, long digits) {}

    private final UserNumberBulkStore numbers;

    NumberEventsHandler(UserNumberBulkStore numbers) {
        this.numbers = numbers;
    }

    @Override
    public Set<EventType> types() {
        return Set.of(
                EventType.NUMBERS_ACQUIRED,
                EventType.NUMBERS_ASSIGNED,
                EventType.NUMBERS_UNASSIGNED,
                EventType.NUMBERS_RELEASED,
                EventType.NUMBERS_IMPORTED,
                EventType.NUMBERS_CHANGED,
                EventType.NUMBERS_RESTATED);
    }

    @Override
    public int order() {
        return 20;
    }

    @Override
    public void apply(InboxTransaction transaction, List<InboundEvent> events) throws SQLException {
        Map<Key, Told> newest = new HashMap<>();
        for (InboundEvent event : events) {
            UUID tenantId = event.payload().tenantId();
            if (tenantId == null) {
                throw new IllegalArgumentException("numbers without a tenant");
            }
            for (NumberSnapshot number : items(event.payload())) {
                newest.merge(
                        new Key(tenantId, number.telephoneNumber().digits()),
                        new Told(tenantId, number, event.type() == EventType.NUMBERS_ACQUIRED),
                        Told::newer);
            }
        }
        Map<Boolean, List<Told>> nobodys = newest.values().stream()
                .collect(Collectors.partitioningBy(
                        told -> told.begins() && told.number().assignmentTargetId() == null));
        numbers.apply(transaction.connection(), nobodys.getOrDefault(false, List.of()));
        numbers.forget(transaction.connection(), nobodys.getOrDefault(true, List.of()));
    }

    private static List<NumberSnapshot> items(Event event) {
        if (event instanceof NumbersAcquired acquired) {
            return acquired.items();
        }
        if (event instanceof NumbersAssigned assigned) {
            return assigned.items();
        }
        if (event instanceof NumbersUnassigned unassigned) {
            return unassigned.items();
        }
        if (event instanceof NumbersReleased released) {
            return released.items();
        }
        if (event instanceof NumbersImported imported) {
            return imported.items();
        }
        if (event instanceof NumbersChanged changed) {
            return changed.items();
        }
        if (event instanceof NumbersRestated restated) {
            return restated.items();
        }
        throw new IllegalArgumentException("no numbers in " + event.type());
    }
}
