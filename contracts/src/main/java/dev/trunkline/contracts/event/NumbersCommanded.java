package dev.trunkline.contracts.event;

import dev.trunkline.contracts.E164Number;
import dev.trunkline.contracts.NumberCommand;
import dev.trunkline.contracts.Usage;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What an operator wants done with up to 1,000 of its numbers in one tenant. Each item is a command of its own with its own preconditions,
 * and gets a {@link CommandAnswered} of its own.
 *
 * @param operationId under which the operator follows all of it
 * @param quarantineDays the operator's setting that a release relies on, 0 to 365
 * @param locationId where emergency calls go from now on, for a change of the emergency location
 * @param description how the numbers are described from now on, for a change of that
 * @param validUntil business time after which nothing is carried out any more
 */
public record NumbersCommanded(
        UUID operationId,
        UUID operatorId,
        UUID tenantId,
        NumberCommand command,
        List<Item> items,
        @Nullable String reason,
        int quarantineDays,
        @Nullable UUID locationId,
        String commandedBy,
        Instant commandedAt,
        Instant validUntil,
        @Nullable Description description)
        implements Event {

    public NumbersCommanded {
        items = items == null ? List.of() : List.copyOf(items);
    }

    @Override
    public EventType type() {
        return EventType.NUMBERS_COMMANDED;
    }

    @Override
    public String recordKey() {
        return tenantId.toString();
    }

    @Override
    public String subject() {
        return operationId.toString();
    }

    /**
     * One number.
     *
     * @param holdingId the stay of the number in the tenant that is meant
     * @param expectedRevision of the number that the operator saw; whoever finds another one refuses
     */
    public record Item(UUID commandId, E164Number telephoneNumber, UUID holdingId, @Nullable Long expectedRevision) {}

    /**
     * What an operator says of its number, whole: what is absent is none from now on.
     *
     * @param displayedCountryCode ISO 3166-1 alpha-2
     * @param additionalUsages beside the one that it has
     */
    public record Description(
            @Nullable String city, @Nullable String displayedCountryCode, List<Usage> additionalUsages) {

        public Description {
            additionalUsages = additionalUsages == null ? List.of() : List.copyOf(additionalUsages);
        }
    }
}
