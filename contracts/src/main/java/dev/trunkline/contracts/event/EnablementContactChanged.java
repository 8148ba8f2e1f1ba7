package dev.trunkline.contracts.event;

import dev.trunkline.contracts.CompanySize;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The person to talk to about a consent: personal data, for operator-service alone, deleted by retention.
 */
public record EnablementContactChanged(UUID tenantId, UUID operatorId, long revision, int epoch, Contact contact)
        implements Event {

    @Override
    public EventType type() {
        return EventType.ENABLEMENT_CONTACT_CHANGED;
    }

    @Override
    public String recordKey() {
        return tenantId + ":" + operatorId;
    }

    /** Personal data. Its text form shows none of it. */
    public record Contact(
            String fullName,
            String email,
            CompanySize companySize,
            @Nullable String telephoneNumber,
            @Nullable String companyName) {
        @Override
        public String toString() {
            return "Contact[masked]";
        }
    }
}
