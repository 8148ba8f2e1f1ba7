package dev.trunkline.number.operation;

import dev.trunkline.contracts.E164Number;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A row of an operation that waits.
 *
 * @param position within the operation
 * @param holdingId the stay of the number in the tenant that was found at acceptance
 * @param acceptedRevision the number's at acceptance: another one later means that somebody else has changed it
 * @param fields as they were sent, by name; {@link BulkWork#faults} has found nothing wrong with them
 */
public record BulkRow(
        int position, E164Number number, UUID holdingId, long acceptedRevision, Map<String, String> fields) {

    public @Nullable String field(String name) {
        return fields.get(name);
    }
}
