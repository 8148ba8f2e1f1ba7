package dev.trunkline.number.inventory;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.trunkline.contracts.ActivationState;
import dev.trunkline.contracts.AddressPolicy;
import dev.trunkline.contracts.AssignmentCategory;
import dev.trunkline.contracts.AssignmentStatus;
import dev.trunkline.contracts.Capability;
import dev.trunkline.contracts.E164Number;
import dev.trunkline.contracts.NumberSource;
import dev.trunkline.contracts.NumberType;
import dev.trunkline.contracts.PortInStatus;
import dev.trunkline.contracts.ReleaseStatus;
import dev.trunkline.contracts.Usage;
import dev.trunkline.contracts.event.NumberSnapshot;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A number as its tenant sees it.
 *
 * @param blockedUntil while it is blocked until then
 * @param warnings of the command that this answers; absent for none
 * @param disputed whether the tenant's claim is of a number that an operator has delivered to somebody else
 */
@Schema(name = "Number")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record NumberView(
        @Schema(type = org.eclipse.microprofile.openapi.annotations.enums.SchemaType.STRING, examples = "+14255550100")
                E164Number telephoneNumber,
        NumberType numberType,
        NumberSource numberSource,
        @Nullable UUID operatorId,
        @Nullable String operatorName,
        @Nullable UUID orderId,
        String isoCountryCode,
        @Nullable String city,
        Usage usage,
        List<Usage> additionalUsages,
        List<Capability> capabilities,
        boolean mobile,
        boolean tollFree,
        AssignmentStatus assignmentStatus,
        ActivationState activationState,
        @Nullable PortInStatus portInStatus,
        @Nullable ReleaseStatus releaseStatus,
        @Nullable Instant quarantinedUntil,
        @Nullable UUID civicAddressId,
        @Nullable UUID locationId,
        @Nullable AddressPolicy addressPolicy,
        boolean allowTenantAddressUpdate,
        @Nullable UUID assignmentTargetId,
        @Nullable AssignmentCategory assignmentCategory,
        BlockState assignmentBlock,
        @Nullable Instant blockedUntil,
        List<String> tags,
        boolean disputed,
        List<CustomerAction> supportedCustomerActions,
        Instant acquiredAt,
        long version,
        @Nullable List<NumberWarning> warnings) {

    /**
     * Shows it at a time.
     *
     * @param now business time, by which a block may be over
     */
    static NumberView of(PhoneNumber number, @Nullable String operatorName, Instant now, List<NumberWarning> warnings) {
        TenantMarks marks = number.marks();
        BlockState block = BlockState.at(marks.block(), marks.blockedUntil(), now);
        NumberSnapshot state = number.snapshot();
        return new NumberView(
                state.telephoneNumber(),
                state.numberType(),
                state.numberSource(),
                state.operatorId(),
                operatorName,
                state.orderId(),
                state.country(),
                state.city(),
                state.usage(),
                state.additionalUsages(),
                state.capabilities(),
                state.mobile(),
                state.tollFree(),
                state.assignmentStatus(),
                number.shownActivation(),
                state.portInStatus(),
                state.releaseStatus(),
                state.quarantinedUntil(),
                state.civicAddressId(),
                state.locationId(),
                state.addressPolicy(),
                state.allowTenantAddressUpdate(),
                state.assignmentTargetId(),
                state.assignmentCategory(),
                block,
                block == BlockState.UNTIL ? marks.blockedUntil() : null,
                marks.tags(),
                number.disputed(),
                CustomerAction.supportedBy(number),
                state.acquiredAt(),
                state.revision(),
                warnings.isEmpty() ? null : warnings);
    }
}
