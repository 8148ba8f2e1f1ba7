package dev.trunkline.number.move;

import dev.trunkline.contracts.AssignmentCategory;
import dev.trunkline.contracts.E164Number;
import dev.trunkline.platform.problem.ProblemError;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One number of a move.
 *
 * @param claimHoldingId the stay of the number that is to end
 * @param active while its move runs and it is not over
 * @param expectedBy when the step should be done; past it the number is listed as waiting, and nothing else happens
 * @param formerTargetId whom it was assigned to last before it arrived
 * @param outOfServiceSince absent while somebody can be reached on it
 * @param outOfServiceSeconds of earlier times
 * @param failures why it could not be assigned back by itself
 */
record MoveNumber(
        UUID moveId,
        UUID tenantId,
        UUID operatorId,
        E164Number number,
        UUID claimHoldingId,
        MoveBranch branch,
        MoveStep step,
        boolean active,
        Instant stepSince,
        @Nullable Instant expectedBy,
        @Nullable UUID formerTargetId,
        @Nullable AssignmentCategory formerCategory,
        @Nullable UUID formerLocationId,
        @Nullable Instant outOfServiceSince,
        long outOfServiceSeconds,
        List<ProblemError> failures) {

    /** The number as the facts have it now. */
    MoveNumber at(MoveFacts facts, Instant now, MoveConfig config) {
        UUID target = facts.claimTarget() == null ? formerTargetId : facts.claimTarget();
        AssignmentCategory category = facts.claimTarget() == null ? formerCategory : facts.claimCategory();
        MoveStep next = facts.step(branch, target != null);
        if (next != step && !step.canBecome(next)) {
            throw new IllegalStateException("a number of a move that is at " + step + " cannot come to " + next);
        }
        boolean away = target != null && !facts.serving() && next != MoveStep.ENDED;
        long ended = !away && outOfServiceSince != null
                ? Duration.between(outOfServiceSince, now).toSeconds()
                : 0;
        return new MoveNumber(
                moveId,
                tenantId,
                operatorId,
                number,
                claimHoldingId,
                branch,
                next,
                active && !next.isOver(),
                next == step ? stepSince : now,
                next == step ? expectedBy : deadline(config, next, now),
                target,
                category,
                formerLocationId,
                away ? (outOfServiceSince == null ? now : outOfServiceSince) : null,
                outOfServiceSeconds + ended,
                next == MoveStep.ASSIGN ? failures : List.of());
    }

    /** When a step that began then should be done; null for none that anybody waits for. */
    static @Nullable Instant deadline(MoveConfig config, MoveStep step, Instant since) {
        return switch (step) {
            case PORT -> since.plus(config.porting());
            case UNASSIGN -> since.plus(config.unassigning());
            case REMOVE_NUMBER -> since.plus(config.removingNumber());
            case REMOVE_POLICY -> since.plus(config.removingVoiceRoutingPolicy());
            case DELIVER -> since.plus(config.delivering());
            case ASSIGN -> since.plus(config.assigning());
            case COMPLETED, ENDED -> null;
        };
    }

    MoveNumber failed(List<ProblemError> why) {
        return new MoveNumber(
                moveId,
                tenantId,
                operatorId,
                number,
                claimHoldingId,
                branch,
                step,
                active,
                stepSince,
                expectedBy,
                formerTargetId,
                formerCategory,
                formerLocationId,
                outOfServiceSince,
                outOfServiceSeconds,
                why);
    }
}
