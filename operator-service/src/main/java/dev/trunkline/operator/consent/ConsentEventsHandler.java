package dev.trunkline.operator.consent;

import dev.trunkline.contracts.event.EnablementChanged;
import dev.trunkline.contracts.event.EnablementContactChanged;
import dev.trunkline.contracts.event.Event;
import dev.trunkline.contracts.event.EventType;
import dev.trunkline.contracts.event.TenantChanged;
import dev.trunkline.operator.feed.Feed;
import dev.trunkline.platform.inbox.EventsHandler;
import dev.trunkline.platform.inbox.InboundEvent;
import dev.trunkline.platform.inbox.InboxTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Keeps consents and contacts, which come on different topics and so in any order.
 *
 * <p>A contact always goes by way of the waiting table: from there it reaches a consent only when its epoch is the present one of a
 * consent that is not removed. So one that comes late, after a removal, has nowhere to go and is dropped.
 */
@ApplicationScoped
class ConsentEventsHandler implements EventsHandler {

    private static final Comparator<ConsentKey> KEY_ORDER = Comparator.comparing(
                    (ConsentKey key) -> key.operatorId().toString())
            .thenComparing(key -> key.tenantId().toString());

    private final ConsentBulkStore store;
    private final ContactErasure erasure;
    private final Feed feed;
    private final Instance<ConsentListener> listeners;

    ConsentEventsHandler(
            ConsentBulkStore store, ContactErasure erasure, Feed feed, Instance<ConsentListener> listeners) {
        this.store = store;
        this.erasure = erasure;
        this.feed = feed;
        this.listeners = listeners;
    }

    @Override
    public Set<EventType> types() {
        return Set.of(EventType.ENABLEMENT_CHANGED, EventType.ENABLEMENT_CONTACT_CHANGED, EventType.TENANT_CHANGED);
    }

    @Override
    public int order() {
        return 10;
    }

    @Override
    public void apply(InboxTransaction transaction, List<InboundEvent> events) throws SQLException {
        Connection connection = transaction.connection();
        store.keepNames(connection, payloads(events, TenantChanged.class));

        List<EnablementChanged> changes = payloads(events, EnablementChanged.class);
        List<EnablementContactChanged> contacts = payloads(events, EnablementContactChanged.class);
        Set<ConsentKey> touched = new LinkedHashSet<>();
        Stream.concat(
                        changes.stream().map(change -> new ConsentKey(change.operatorId(), change.tenantId())),
                        contacts.stream().map(contact -> new ConsentKey(contact.operatorId(), contact.tenantId())))
                .sorted(KEY_ORDER)
                .forEach(touched::add);
        if (touched.isEmpty()) {
            return;
        }
        List<ConsentKey> keys = new ArrayList<>(touched);
        store.lock(connection, keys);
        ConsentBulkStore.Kept kept = store.keep(connection, changes);
        erasure.erase(connection, kept.toErase());
        feed.append(connection, kept.applied().stream().map(ConsentNews::of).toList());
        store.wait(connection, contacts);
        feed.append(connection, store.settleWaiting(connection, keys));
        for (InboundEvent event : events) {
            if (event.payload() instanceof EnablementChanged) {
                for (ConsentListener listener : listeners) {
                    listener.changed(transaction, event);
                }
            }
        }
    }

    private static <E extends Event> List<E> payloads(List<InboundEvent> events, Class<E> type) {
        return events.stream()
                .map(InboundEvent::payload)
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }
}
