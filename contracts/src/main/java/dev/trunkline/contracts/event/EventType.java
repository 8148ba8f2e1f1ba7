package dev.trunkline.contracts.event;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Every type of event: its CloudEvents {@code type}, its topic, its record. */
public enum EventType {
    OPERATOR_CHANGED("dev.trunkline.operator.changed.v1", Topic.OPERATORS, OperatorChanged.class),
    TENANT_CHANGED("dev.trunkline.tenant.changed.v1", Topic.TENANTS, TenantChanged.class),
    ENABLEMENT_CHANGED("dev.trunkline.enablement.changed.v1", Topic.ENABLEMENTS, EnablementChanged.class),
    ENABLEMENT_CONTACT_CHANGED(
            "dev.trunkline.enablement.contact-changed.v1", Topic.ENABLEMENT_CONTACTS, EnablementContactChanged.class),
    USER_CHANGED("dev.trunkline.user.changed.v1", Topic.USERS, UserChanged.class),
    NUMBERS_ACQUIRED("dev.trunkline.number.acquired.v1", Topic.NUMBERS, NumbersAcquired.class),
    NUMBERS_ASSIGNED("dev.trunkline.number.assigned.v1", Topic.NUMBERS, NumbersAssigned.class),
    NUMBERS_UNASSIGNED("dev.trunkline.number.unassigned.v1", Topic.NUMBERS, NumbersUnassigned.class),
    EMERGENCY_LOCATIONS_CHANGED(
            "dev.trunkline.number.emergency-location-changed.v1", Topic.NUMBERS, EmergencyLocationsChanged.class),
    RELEASES_REQUESTED("dev.trunkline.number.release-requested.v1", Topic.NUMBERS, ReleasesRequested.class),
    RELEASES_WITHDRAWN("dev.trunkline.number.release-withdrawn.v1", Topic.NUMBERS, ReleasesWithdrawn.class),
    RELEASES_REFUSED("dev.trunkline.number.release-refused.v1", Topic.NUMBERS, ReleasesRefused.class),
    NUMBERS_RELEASED("dev.trunkline.number.released.v1", Topic.NUMBERS, NumbersReleased.class),
    NUMBERS_IMPORTED("dev.trunkline.number.imported.v1", Topic.NUMBERS, NumbersImported.class),
    NUMBERS_CHANGED("dev.trunkline.number.changed.v1", Topic.NUMBERS, NumbersChanged.class),
    NUMBERS_RESTATED("dev.trunkline.number.restated.v1", Topic.NUMBERS, NumbersRestated.class),
    ADDRESS_CHANGE_REQUEST_CHANGED(
            "dev.trunkline.number.address-change-request-changed.v1", Topic.NUMBERS, AddressChangeRequestChanged.class),
    REMOVAL_REQUESTED("dev.trunkline.removal.requested.v1", Topic.REMOVALS, RemovalRequested.class),
    REMOVAL_DECIDED("dev.trunkline.removal.decided.v1", Topic.REMOVALS, RemovalDecided.class),
    ENABLEMENT_APPLIED("dev.trunkline.enablement.applied.v1", Topic.REMOVALS, EnablementApplied.class),
    UPLOAD_CHUNK_SUBMITTED("dev.trunkline.delivery.chunk-submitted.v1", Topic.DELIVERIES, UploadChunkSubmitted.class),
    RELEASE_DECIDED("dev.trunkline.delivery.release-decided.v1", Topic.DELIVERIES, ReleaseDecided.class),
    NUMBERS_COMMANDED("dev.trunkline.delivery.numbers-commanded.v1", Topic.DELIVERIES, NumbersCommanded.class),
    ORDER_CANCELLATION_REQUESTED(
            "dev.trunkline.delivery.order-cancellation-requested.v1",
            Topic.DELIVERIES,
            OrderCancellationRequested.class),
    ORDER_PORTING_CHANGED(
            "dev.trunkline.delivery.order-porting-changed.v1", Topic.DELIVERIES, OrderPortingChanged.class),
    ORDER_CANCELLATION_DECIDED(
            "dev.trunkline.delivery.order-cancellation-decided.v1",
            Topic.DELIVERY_RESULTS,
            OrderCancellationDecided.class),
    ADDRESS_CHANGE_DECIDED(
            "dev.trunkline.delivery.address-change-decided.v1", Topic.DELIVERIES, AddressChangeDecided.class),
    UPLOAD_CHUNK_APPLIED("dev.trunkline.delivery.chunk-applied.v1", Topic.DELIVERY_RESULTS, UploadChunkApplied.class),
    COMMAND_ANSWERED("dev.trunkline.delivery.command-answered.v1", Topic.DELIVERY_RESULTS, CommandAnswered.class);

    private static final Map<String, EventType> BY_TYPE_NAME = new HashMap<>();

    static {
        for (EventType type : values()) {
            BY_TYPE_NAME.put(type.typeName, type);
        }
    }

    private final String typeName;
    private final Topic topic;
    private final Class<? extends Event> payload;

    EventType(String typeName, Topic topic, Class<? extends Event> payload) {
        this.typeName = typeName;
        this.topic = topic;
        this.payload = payload;
    }

    /** The CloudEvents attribute {@code type}, version included. */
    public String typeName() {
        return typeName;
    }

    public Topic topic() {
        return topic;
    }

    public Class<? extends Event> payload() {
        return payload;
    }

    /** Where the JSON Schema of the payload is published; also the name of its resource under {@code trunkline/schemas}. */
    public String dataSchema() {
        return "https://trunkline.dev/schemas/" + schemaFile();
    }

    /** File name of the JSON Schema under the resource folder {@code trunkline/schemas}. */
    public String schemaFile() {
        return typeName.substring("dev.trunkline.".length()) + ".json";
    }

    /** The type of that name; empty for one that a later version of the contracts may know. */
    public static Optional<EventType> ofTypeName(String typeName) {
        return Optional.ofNullable(BY_TYPE_NAME.get(typeName));
    }
}
