package dev.trunkline.number.delivery;

import dev.trunkline.contracts.AssignmentStatus;
import dev.trunkline.contracts.E164Number;
import dev.trunkline.contracts.NumberType;
import dev.trunkline.contracts.RowCode;
import dev.trunkline.contracts.event.UploadChunkSubmitted;
import dev.trunkline.number.inventory.HoldingStage;
import dev.trunkline.number.inventory.PhoneNumber;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Who holds the numbers of a chunk at present.
 *
 * @param operatorNames of holders that may be named
 */
record Holders(
        UploadChunkSubmitted chunk, Map<E164Number, List<PhoneNumber>> present, Map<UUID, String> operatorNames) {

    static Holders of(UploadChunkSubmitted chunk, List<PhoneNumber> present, Map<UUID, String> operatorNames) {
        return new Holders(chunk, present.stream().collect(Collectors.groupingBy(PhoneNumber::e164)), operatorNames);
    }

    /** What a present holding means for a delivery of its number. */
    sealed interface Position {}

    /** Nobody stands in the way. */
    record Free() implements Position {}

    /** A holding of the same tenant ends with the delivery: a quarantined number comes back, an unassigned claim is converted. */
    record Endable() implements Position {}

    /** The same operator has delivered the number to the same tenant. */
    record Delivered(UUID holdingId) implements Position {}

    /** Somebody stands in the way. */
    record Blocked(Refusal refusal) implements Position {}

    Position positionOf(E164Number number) {
        boolean endable = false;
        for (PhoneNumber holding : present.getOrDefault(number, List.of())) {
            Position position = position(holding);
            if (position instanceof Blocked || position instanceof Delivered) {
                return position;
            }
            endable = endable || position instanceof Endable;
        }
        return endable ? new Endable() : new Free();
    }

    private Position position(PhoneNumber holding) {
        boolean sameTenant = holding.tenantId().equals(chunk.tenantId());
        if (holding.provision().numberType() != NumberType.OPERATOR_CONNECT) {
            return sameTenant ? ownClaim(holding) : new Free();
        }
        if (holding.stage() == HoldingStage.QUARANTINED) {
            return sameTenant ? new Endable() : quarantinedElsewhere(holding);
        }
        boolean sameOperator = chunk.operatorId().equals(holding.provision().operatorId());
        if (sameTenant && sameOperator) {
            return new Delivered(holding.holdingId());
        }
        return new Blocked(new Refusal(RowCode.NUMBER_UNAVAILABLE, unavailable(holding, sameTenant, sameOperator)));
    }

    private static Position ownClaim(PhoneNumber claim) {
        boolean callingPlan = claim.provision().numberType() == NumberType.CALLING_PLAN;
        if (claim.assignment().status() == AssignmentStatus.UNASSIGNED) {
            return new Endable();
        }
        return new Blocked(
                callingPlan
                        ? new Refusal(
                                RowCode.STILL_ASSIGNED_CALLING_PLAN,
                                "The tenant still has it assigned as a Calling Plan number; it must unassign it first.")
                        : new Refusal(
                                RowCode.STILL_ASSIGNED_DIRECT_ROUTING,
                                "The tenant still has it assigned by Direct Routing; it must unassign it first."));
    }

    private Position quarantinedElsewhere(PhoneNumber holding) {
        boolean party = chunk.operatorId().equals(holding.provision().operatorId());
        return new Blocked(new Refusal(
                RowCode.QUARANTINED,
                party
                        ? "It is in quarantine until " + holding.release().quarantinedUntil() + "; retry after that."
                        : "It is in quarantine after its release; retry later."));
    }

    /** The holder is named only to a party: the same operator or the same tenant. */
    private String unavailable(PhoneNumber holding, boolean sameTenant, boolean sameOperator) {
        if (sameOperator) {
            return "You provide it to tenant " + holding.tenantId() + "; it must release the number first.";
        }
        if (sameTenant) {
            @Nullable String name = operatorNames.get(holding.provision().operatorId());
            return "The tenant has it from " + (name == null ? "another operator" : "the operator " + shortened(name))
                    + "; that one must release it first.";
        }
        return "It is held elsewhere; check the number, or retry once it was released.";
    }

    private static String shortened(String name) {
        return name.length() <= 60 ? name : name.substring(0, 60) + "…";
    }
}
