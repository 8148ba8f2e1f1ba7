package dev.trunkline.contracts.event;

import dev.trunkline.contracts.AccountType;
import dev.trunkline.contracts.CoexistenceMode;
import dev.trunkline.contracts.UserStatus;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A user, resource account or conference bridge after a change, but for names: nobody outside tenant-service needs them. A deleted one keeps its record.
 *
 * @param usageLocation ISO 3166-1 alpha-2
 * @param coexistenceMode the user's own; absent where the tenant's counts
 * @param incarnation revision with which it was created, the last time; another one than before tells of a deletion between, seen or not.
 *     Absent from senders that do not know it
 */
public record UserChanged(
        UUID tenantId,
        UUID userId,
        long revision,
        UserStatus status,
        AccountType accountType,
        @Nullable String usageLocation,
        List<String> licences,
        @Nullable CoexistenceMode coexistenceMode,
        @Nullable String onPremLineUri,
        boolean hasVoiceRoutingPolicy,
        @Nullable Long incarnation)
        implements Event {

    public UserChanged {
        licences = licences == null ? List.of() : List.copyOf(licences);
    }

    @Override
    public EventType type() {
        return EventType.USER_CHANGED;
    }

    @Override
    public String recordKey() {
        return tenantId + ":" + userId;
    }
}
