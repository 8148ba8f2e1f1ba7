package dev.trunkline.contracts.event;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What one service tells the others; the JSON body of a Kafka record. */
public sealed interface Event
        permits AddressChangeDecided,
                AddressChangeRequestChanged,
                CommandAnswered,
                EmergencyLocationsChanged,
                EnablementApplied,
                EnablementChanged,
                EnablementContactChanged,
                NumbersAcquired,
                NumbersAssigned,
                NumbersChanged,
                NumbersCommanded,
                NumbersImported,
                NumbersReleased,
                NumbersRestated,
                NumbersUnassigned,
                OperatorChanged,
                OrderCancellationDecided,
                OrderCancellationRequested,
                OrderPortingChanged,
                ReleaseDecided,
                ReleasesRefused,
                ReleasesRequested,
                ReleasesWithdrawn,
                RemovalDecided,
                RemovalRequested,
                TenantChanged,
                UploadChunkApplied,
                UploadChunkSubmitted,
                UserChanged {

    EventType type();

    /** The Kafka record key: all records of one key keep their order. */
    String recordKey();

    /** The CloudEvents {@code subject}: whom it is about. */
    default String subject() {
        return recordKey();
    }

    /** The tenant that it is about; null for what belongs to none. */
    @Nullable
    UUID tenantId();

    /**
     * Revision of the aggregate after the change, strictly increasing per aggregate for ever; the highest of its items for an
     * event with items; 0 for a command.
     */
    default long revision() {
        return 0;
    }
}
