package dev.trunkline.platform.inbox;

import dev.trunkline.contracts.event.Topic;
import dev.trunkline.platform.inbox.EventReader.Reading.Understood;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The events of a batch that count, by handler: of a state topic only the highest revision per key is left. */
final class Selection {

    private final Map<EventsHandler, List<Delivery>> byHandler = new HashMap<>();
    private int superseded;

    private record Key(Topic topic, String recordKey) {}

    /** Of readable deliveries, no id twice, in the order of their offsets per partition. */
    Selection(List<Delivery> deliveries) {
        Map<Key, InboundEvent> newest = new HashMap<>();
        for (Delivery delivery : deliveries) {
            InboundEvent event = understood(delivery).event();
            if (event.type().topic().kind() == Topic.Kind.STATE) {
                newest.merge(new Key(event.type().topic(), event.recordKey()), event, Selection::newer);
            }
        }
        for (Delivery delivery : deliveries) {
            Understood understood = understood(delivery);
            InboundEvent event = understood.event();
            InboundEvent winner = newest.get(new Key(event.type().topic(), event.recordKey()));
            if (winner == null || winner.id().equals(event.id())) {
                byHandler
                        .computeIfAbsent(understood.handler(), handler -> new ArrayList<>())
                        .add(delivery);
            } else {
                superseded++;
            }
        }
    }

    List<Delivery> of(EventsHandler handler) {
        return byHandler.getOrDefault(handler, List.of());
    }

    /** How many said less than a newer one of the same key. */
    int superseded() {
        return superseded;
    }

    /** The revisions of states per topic and key. */
    static Map<Topic, Map<String, Long>> states(Collection<Delivery> deliveries) {
        Map<Topic, Map<String, Long>> revisions = new HashMap<>();
        for (Delivery delivery : deliveries) {
            InboundEvent event = understood(delivery).event();
            if (event.type().topic().kind() == Topic.Kind.STATE) {
                revisions
                        .computeIfAbsent(event.type().topic(), topic -> new HashMap<>())
                        .put(event.recordKey(), event.revision());
            }
        }
        return revisions;
    }

    static Understood understood(Delivery delivery) {
        return (Understood) delivery.reading();
    }

    private static InboundEvent newer(InboundEvent one, InboundEvent other) {
        return other.revision() >= one.revision() ? other : one;
    }
}
