package dev.trunkline.number.inventory;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.trunkline.contracts.ContractJson;
import dev.trunkline.contracts.E164Number;
import dev.trunkline.contracts.event.EmergencyLocationsChanged;
import dev.trunkline.contracts.event.Event;
import dev.trunkline.contracts.event.NumberSnapshot;
import dev.trunkline.contracts.event.NumbersAssigned;
import dev.trunkline.contracts.event.NumbersChanged;
import dev.trunkline.contracts.event.NumbersImported;
import dev.trunkline.contracts.event.NumbersReleased;
import dev.trunkline.contracts.event.NumbersUnassigned;
import dev.trunkline.contracts.event.ReleasesRefused;
import dev.trunkline.contracts.event.ReleasesRequested;
import dev.trunkline.contracts.event.ReleasesWithdrawn;
import dev.trunkline.number.history.NumberAction;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Makes events of changes, none of them larger than the outbox takes. */
public final class NumberEvents {

    /** Leaves room for the envelope below the 512 KiB that an event may have. */
    private static final int MAX_ITEM_BYTES = 480 * 1024;

    private static final E164Number LONGEST = new E164Number(999_999_999_999_999L);

    private NumberEvents() {}

    /** The events that tell of one action on numbers of one tenant. */
    static List<Event> of(UUID tenantId, NumberAction action, @Nullable String reason, List<NumberSnapshot> numbers) {
        Function<List<NumberSnapshot>, Event> event =
                switch (action) {
                    case ACQUIRED -> throw new IllegalArgumentException("the delivery knows order and upload");
                    case IMPORTED -> items -> new NumbersImported(tenantId, items);
                    case CATEGORY_CHANGED, USAGE_CHANGED, DESCRIPTION_CHANGED, BLOCK_CHANGED, TAGS_CHANGED ->
                        items -> new NumbersChanged(tenantId, items);
                    case ASSIGNED -> items -> new NumbersAssigned(tenantId, items);
                    case UNASSIGNED -> items -> new NumbersUnassigned(tenantId, items);
                    case EMERGENCY_LOCATION_CHANGED -> items -> new EmergencyLocationsChanged(tenantId, items);
                    case RELEASE_REQUESTED -> items -> new ReleasesRequested(tenantId, items);
                    case RELEASE_WITHDRAWN -> items -> new ReleasesWithdrawn(tenantId, items);
                    case RELEASE_REFUSED -> items -> new ReleasesRefused(tenantId, reason, items);
                    case QUARANTINED, RELEASED, QUARANTINE_ENDED, CONVERTED, DROPPED ->
                        items -> new NumbersReleased(tenantId, items);
                };
        return split(numbers, event);
    }

    /** As many events as the size of the items asks for; none for no items. */
    public static List<Event> split(List<NumberSnapshot> items, Function<List<NumberSnapshot>, Event> event) {
        List<Event> events = new ArrayList<>();
        int from = 0;
        int bytes = 0;
        int size = 0;
        for (int i = 0; i < items.size(); i++) {
            if (i == 0 || !isWrittenAlike(items.get(i - 1), items.get(i))) {
                size = size(items.get(i));
            }
            if (bytes + size > MAX_ITEM_BYTES && i > from) {
                events.add(event.apply(items.subList(from, i)));
                from = i;
                bytes = 0;
            }
            bytes += size + 1;
        }
        if (from < items.size()) {
            events.add(event.apply(items.subList(from, items.size())));
        }
        return events;
    }

    /** Whether two numbers differ in nothing but the digits that tell them apart: then they weigh the same, but for those digits. */
    private static boolean isWrittenAlike(NumberSnapshot one, NumberSnapshot other) {
        return one.withIdentity(other.telephoneNumber(), other.holdingId(), other.revision())
                .equals(other);
    }

    /** With room for the longest number and revision. */
    private static int size(NumberSnapshot item) {
        try {
            return ContractJson.mapper()
                    .writeValueAsBytes(item.withIdentity(LONGEST, item.holdingId(), Long.MAX_VALUE))
                    .length;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a number cannot be written as JSON", e);
        }
    }
}
