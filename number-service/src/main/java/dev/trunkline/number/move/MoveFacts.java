package dev.trunkline.number.move;

import dev.trunkline.contracts.AssignmentCategory;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is true of one number of a move.
 *
 * @param claimHeld whether the tenant still has it as the number that it wants to move
 * @param claimTarget whom that one is assigned to; null for nobody
 * @param formerLineOnPremises whether the record of the former user shows a number on-premises
 * @param formerHasPolicy whether the former user has an online voice routing policy
 * @param ported whether the operator's order says so
 * @param delivered whether the operator has delivered it to the tenant
 * @param deliveredTarget whom the delivered one is assigned to; null for nobody
 */
record MoveFacts(
        boolean claimHeld,
        @Nullable UUID claimTarget,
        @Nullable AssignmentCategory claimCategory,
        boolean formerLineOnPremises,
        boolean formerHasPolicy,
        boolean ported,
        boolean delivered,
        @Nullable UUID deliveredTarget) {

    /**
     * The step that they mean.
     *
     * @param hadUser whether the number rang at somebody when the move began, or since
     */
    MoveStep step(MoveBranch branch, boolean hadUser) {
        if (delivered) {
            return deliveredTarget == null && hadUser ? MoveStep.ASSIGN : MoveStep.COMPLETED;
        }
        if (!claimHeld) {
            return MoveStep.ENDED;
        }
        return switch (branch) {
            case CALLING_PLAN -> callingPlan();
            case ON_PREMISES -> directRouting(claimTarget != null || formerLineOnPremises);
            case ONLINE -> directRouting(claimTarget != null);
        };
    }

    /** Whether somebody can be reached on it. */
    boolean serving() {
        return delivered ? deliveredTarget != null : claimHeld && claimTarget != null;
    }

    private MoveStep callingPlan() {
        if (!ported) {
            return MoveStep.PORT;
        }
        return claimTarget == null ? MoveStep.DELIVER : MoveStep.UNASSIGN;
    }

    private MoveStep directRouting(boolean numberPresent) {
        if (numberPresent) {
            return MoveStep.REMOVE_NUMBER;
        }
        return formerHasPolicy ? MoveStep.REMOVE_POLICY : MoveStep.DELIVER;
    }
}
