package dev.trunkline.contracts.event;

import java.util.List;
import java.util.UUID;

/**
 * Numbers got another emergency location.
 */
public record EmergencyLocationsChanged(UUID tenantId, List<NumberSnapshot> items) implements Event {

    public EmergencyLocationsChanged {
        items = items == null ? List.of() : List.copyOf(items);
    }

    @Override
    public EventType type() {
        return EventType.EMERGENCY_LOCATIONS_CHANGED;
    }

    @Override
    public String recordKey() {
        return tenantId.toString();
    }

    @Override
    public long revision() {
        return NumberSnapshot.highestRevision(items);
    }
}
