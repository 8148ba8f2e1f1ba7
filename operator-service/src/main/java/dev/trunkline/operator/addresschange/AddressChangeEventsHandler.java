package dev.trunkline.operator.addresschange;

import dev.trunkline.contracts.event.AddressChangeRequestChanged;
import dev.trunkline.contracts.event.EventType;
import dev.trunkline.operator.feed.Feed;
import dev.trunkline.operator.feed.FeedEvent;
import dev.trunkline.platform.inbox.EventsHandler;
import dev.trunkline.platform.inbox.InboundEvent;
import dev.trunkline.platform.inbox.InboxTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** Keeps the requests that the operator has to answer. */
@ApplicationScoped
class AddressChangeEventsHandler implements EventsHandler {

    private final AddressChangeStore requests;
    private final Feed feed;

    AddressChangeEventsHandler(AddressChangeStore requests, Feed feed) {
        this.requests = requests;
        this.feed = feed;
    }

    @Override
    public Set<EventType> types() {
        return Set.of(EventType.ADDRESS_CHANGE_REQUEST_CHANGED);
    }

    @Override
    public void apply(InboxTransaction transaction, List<InboundEvent> events) throws SQLException {
        List<InboundEvent> inOrder = events.stream()
                .sorted(Comparator.comparing(event ->
                        event.payloadAs(AddressChangeRequestChanged.class).requestId()))
                .toList();
        List<FeedEvent> news = new ArrayList<>();
        for (InboundEvent event : inOrder) {
            if (requests.keep(transaction.connection(), event.payloadAs(AddressChangeRequestChanged.class))) {
                news.add(AddressChangeNews.of(event));
            } else {
                transaction.countStale(1);
            }
        }
        feed.append(transaction.connection(), news);
    }
}
