package dev.trunkline.contracts.event;

import dev.trunkline.contracts.E164Number;
import dev.trunkline.contracts.OfferedService;
import dev.trunkline.contracts.OrderType;
import dev.trunkline.contracts.Usage;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Up to 1,000 numbers of an upload for a tenant. Keyed by (upload, attempt, chunk): a repeat gets the stored answer.
 *
 * @param dryRun checked and answered, but no number is changed
 * @param atomicChunks how many chunks of the attempt are applied together, all of them or none; absent for one applied by itself
 * @param enablementEpoch epoch of the consent that operator-service relied on
 * @param enablementRevision revision of the consent that operator-service relied on; whoever knows less waits
 */
public record UploadChunkSubmitted(
        UUID uploadId,
        int attempt,
        int chunk,
        boolean dryRun,
        @Nullable Integer atomicChunks,
        UUID operatorId,
        UUID tenantId,
        UUID orderId,
        OrderType orderType,
        int enablementEpoch,
        long enablementRevision,
        List<Item> items)
        implements Event {

    public UploadChunkSubmitted {
        items = items == null ? List.of() : List.copyOf(items);
    }

    @Override
    public EventType type() {
        return EventType.UPLOAD_CHUNK_SUBMITTED;
    }

    @Override
    public String recordKey() {
        return tenantId.toString();
    }

    @Override
    public String subject() {
        return uploadId.toString();
    }

    /**
     * One row that passed operator-service's checks.
     *
     * @param row place in the upload, from 1, the heading not counted and each number of a range counted
     * @param country ISO 3166-1 alpha-2
     * @param service under which the operator offers it
     * @param allowTenantAddressUpdate absent where the operator's stated policy decides
     * @param countryEpoch epoch of the country's consent under which the number was ordered; absent from senders that do not know it
     */
    public record Item(
            long row,
            E164Number telephoneNumber,
            String country,
            OfferedService service,
            Usage usage,
            List<Usage> additionalUsages,
            boolean mobile,
            boolean tollFree,
            @Nullable String city,
            @Nullable UUID civicAddressId,
            @Nullable UUID locationId,
            @Nullable Boolean allowTenantAddressUpdate,
            @Nullable String displayedCountryCode,
            @Nullable Integer countryEpoch) {
        public Item {
            additionalUsages = additionalUsages == null ? List.of() : List.copyOf(additionalUsages);
        }

        /** The same said of another number in another row. */
        public Item withIdentity(long otherRow, E164Number otherNumber) {
            return new Item(
                    otherRow,
                    otherNumber,
                    country,
                    service,
                    usage,
                    additionalUsages,
                    mobile,
                    tollFree,
                    city,
                    civicAddressId,
                    locationId,
                    allowTenantAddressUpdate,
                    displayedCountryCode,
                    countryEpoch);
        }
    }
}
