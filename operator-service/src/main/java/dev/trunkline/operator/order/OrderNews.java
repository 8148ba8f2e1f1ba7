package dev.trunkline.operator.order;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.trunkline.contracts.Ids;
import dev.trunkline.operator.feed.FeedEvent;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the operator's feed tells of a change of an order. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record OrderNews(
        UUID orderId,
        @Nullable String customerReference,
        String action,
        OrderStatus status,
        String by,
        @Nullable String reason,
        long version) {

    static FeedEvent of(Order order, OrderHistoryEntry entry) {
        Order.Terms terms = order.terms();
        OrderNews news = new OrderNews(
                terms.orderId(),
                terms.customerReference(),
                entry.action(),
                entry.statusAfter(),
                entry.by(),
                entry.reason(),
                order.version());
        return new FeedEvent(
                terms.operatorId(),
                Ids.next(),
                "order.changed",
                terms.tenantId(),
                terms.orderId().toString(),
                entry.at(),
                news);
    }
}
