package dev.trunkline.platform.inbox;

import dev.trunkline.contracts.event.EventType;
import dev.trunkline.contracts.event.Topic;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** The handlers of a service, in their order. */
final class Handlers {

    private final List<EventsHandler> inOrder;
    private final Map<EventType, EventsHandler> byType = new EnumMap<>(EventType.class);

    /**
     * Of these.
     *
     * @throws IllegalArgumentException when a type has two handlers
     */
    Handlers(Iterable<EventsHandler> handlers) {
        this.inOrder = StreamSupport.stream(handlers.spliterator(), false)
                .sorted(Comparator.comparingInt(EventsHandler::order))
                .toList();
        for (EventsHandler handler : inOrder) {
            for (EventType type : handler.types()) {
                EventsHandler other = byType.put(type, handler);
                if (other != null) {
                    throw new IllegalArgumentException(
                            type + " has two handlers: " + other.getClass().getName() + " and "
                                    + handler.getClass().getName());
                }
            }
        }
    }

    @Nullable
    EventsHandler of(EventType type) {
        return byType.get(type);
    }

    List<EventsHandler> inOrder() {
        return inOrder;
    }

    boolean isEmpty() {
        return byType.isEmpty();
    }

    /** What to subscribe to. */
    Set<String> topics() {
        Set<Topic> topics = EnumSet.noneOf(Topic.class);
        byType.keySet().forEach(type -> topics.add(type.topic()));
        return topics.stream().map(Topic::topicName).collect(Collectors.toUnmodifiableSet());
    }
}
