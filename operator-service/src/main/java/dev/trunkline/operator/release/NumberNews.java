package dev.trunkline.operator.release;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.trunkline.contracts.AssignmentStatus;
import dev.trunkline.contracts.E164Number;
import dev.trunkline.contracts.HoldingStatus;
import dev.trunkline.contracts.ReleaseStatus;
import dev.trunkline.contracts.event.EventType;
import dev.trunkline.contracts.event.NumberSnapshot;
import dev.trunkline.operator.feed.FeedEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the operator's feed tells of numbers: everything that happened to them, but not to whom they are assigned. */
record NumberNews(List<Item> numbers) {

    /** One number after it happened. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Item(
            E164Number telephoneNumber,
            HoldingStatus status,
            @Nullable UUID orderId,
            AssignmentStatus assignmentStatus,
            @Nullable ReleaseStatus releaseStatus,
            @Nullable UUID releaseRequestId,
            @Nullable Instant quarantinedUntil,
            @Nullable UUID locationId,
            long version) {

        static Item of(NumberSnapshot number) {
            return new Item(
                    number.telephoneNumber(),
                    number.status(),
                    number.orderId(),
                    number.assignmentStatus(),
                    number.releaseStatus(),
                    number.releaseRequestId(),
                    number.quarantinedUntil(),
                    number.locationId(),
                    number.revision());
        }
    }

    /** An entry for each event and operator; what is only said again is no news. */
    static List<FeedEvent> of(List<NumberChange> changes) {
        record Key(UUID eventId, UUID operatorId) {}
        Map<Key, List<NumberChange>> byEvent = changes.stream()
                .filter(change -> change.type() != EventType.NUMBERS_RESTATED)
                .collect(Collectors.groupingBy(
                        change -> new Key(change.cause().id(), change.operatorId()),
                        LinkedHashMap::new,
                        Collectors.toList()));
        List<FeedEvent> news = new ArrayList<>();
        byEvent.forEach((key, together) -> {
            NumberChange first = together.get(0);
            news.add(new FeedEvent(
                    key.operatorId(),
                    key.eventId(),
                    name(first.type()),
                    first.tenantId(),
                    first.tenantId().toString(),
                    first.cause().time(),
                    new NumberNews(together.stream()
                            .map(change -> Item.of(change.snapshot()))
                            .toList())));
        });
        return news;
    }

    /** {@code dev.trunkline.number.assigned.v1} is {@code number.assigned} here. */
    private static String name(EventType type) {
        String name = type.typeName();
        return name.substring("dev.trunkline.".length(), name.lastIndexOf('.'));
    }
}
