package dev.trunkline.contracts.event;

import java.util.EnumSet;
import java.util.Set;

/** The services, and who tells whom what: each type has one sender. Its AsyncAPI document says the same. */
public enum Participant {
    OPERATOR_SERVICE("operator-service"),
    TENANT_SERVICE("tenant-service"),
    NUMBER_SERVICE("number-service");

    private final String serviceName;

    Participant(String serviceName) {
        this.serviceName = serviceName;
    }

    /** Name of the service, of its Maven module and of its AsyncAPI document. */
    public String serviceName() {
        return serviceName;
    }

    /** What it alone tells the others. */
    public Set<EventType> sends() {
        return switch (this) {
            case OPERATOR_SERVICE ->
                EnumSet.of(
                        EventType.OPERATOR_CHANGED,
                        EventType.UPLOAD_CHUNK_SUBMITTED,
                        EventType.RELEASE_DECIDED,
                        EventType.ADDRESS_CHANGE_DECIDED,
                        EventType.NUMBERS_COMMANDED,
                        EventType.ORDER_CANCELLATION_REQUESTED,
                        EventType.ORDER_PORTING_CHANGED);
            case TENANT_SERVICE ->
                EnumSet.of(
                        EventType.TENANT_CHANGED,
                        EventType.ENABLEMENT_CHANGED,
                        EventType.ENABLEMENT_CONTACT_CHANGED,
                        EventType.USER_CHANGED,
                        EventType.REMOVAL_REQUESTED);
            case NUMBER_SERVICE ->
                withAllOf(
                        Topic.NUMBERS,
                        EventType.REMOVAL_DECIDED,
                        EventType.ENABLEMENT_APPLIED,
                        EventType.UPLOAD_CHUNK_APPLIED,
                        EventType.COMMAND_ANSWERED,
                        EventType.ORDER_CANCELLATION_DECIDED);
        };
    }

    /** What it takes in; the rest of a topic passes it by. Contact data goes to operator-service alone. */
    public Set<EventType> receives() {
        return switch (this) {
            case OPERATOR_SERVICE -> {
                Set<EventType> types = withAllOf(
                        Topic.NUMBERS,
                        EventType.TENANT_CHANGED,
                        EventType.ENABLEMENT_CHANGED,
                        EventType.ENABLEMENT_CONTACT_CHANGED,
                        EventType.UPLOAD_CHUNK_APPLIED,
                        EventType.COMMAND_ANSWERED,
                        EventType.ORDER_CANCELLATION_DECIDED);
                // What a tenant imports of others is none of an operator's business.
                types.remove(EventType.NUMBERS_IMPORTED);
                yield types;
            }
            case TENANT_SERVICE ->
                EnumSet.of(
                        EventType.OPERATOR_CHANGED,
                        EventType.REMOVAL_DECIDED,
                        EventType.ENABLEMENT_APPLIED,
                        EventType.NUMBERS_ACQUIRED,
                        EventType.NUMBERS_ASSIGNED,
                        EventType.NUMBERS_UNASSIGNED,
                        EventType.NUMBERS_RELEASED,
                        EventType.NUMBERS_IMPORTED,
                        EventType.NUMBERS_CHANGED,
                        EventType.NUMBERS_RESTATED);
            case NUMBER_SERVICE ->
                EnumSet.of(
                        EventType.OPERATOR_CHANGED,
                        EventType.TENANT_CHANGED,
                        EventType.ENABLEMENT_CHANGED,
                        EventType.USER_CHANGED,
                        EventType.UPLOAD_CHUNK_SUBMITTED,
                        EventType.RELEASE_DECIDED,
                        EventType.ADDRESS_CHANGE_DECIDED,
                        EventType.NUMBERS_COMMANDED,
                        EventType.ORDER_CANCELLATION_REQUESTED,
                        EventType.ORDER_PORTING_CHANGED,
                        EventType.REMOVAL_REQUESTED);
        };
    }

    private static Set<EventType> withAllOf(Topic topic, EventType... others) {
        Set<EventType> types = EnumSet.noneOf(EventType.class);
        for (EventType type : EventType.values()) {
            if (type.topic() == topic) {
                types.add(type);
            }
        }
        types.addAll(Set.of(others));
        return types;
    }
}
