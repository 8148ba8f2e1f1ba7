package dev.trunkline.number.move;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.trunkline.contracts.AssignmentCategory;
import dev.trunkline.contracts.E164Number;
import dev.trunkline.platform.problem.ProblemError;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * How far one number of a move is.
 *
 * @param waitingFor who has to act
 * @param advice what to do now
 * @param waiting whether the step takes longer than expected
 * @param warnings stable codes
 * @param outOfServiceSince absent while somebody can be reached on it
 * @param outOfServiceSeconds in all
 * @param assignmentFailures why it could not be assigned back by itself
 */
@Schema(name = "MoveNumber")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record MoveNumberView(
        @Schema(type = SchemaType.STRING, examples = "+14255550100") E164Number telephoneNumber,
        MoveBranch branch,
        MoveStep step,
        Instant since,
        @Nullable MoveParty waitingFor,
        @Nullable String advice,
        @Nullable Instant expectedBy,
        boolean waiting,
        List<String> warnings,
        @Nullable UUID formerTargetId,
        @Nullable AssignmentCategory formerCategory,
        @Nullable Instant outOfServiceSince,
        long outOfServiceSeconds,
        List<ProblemError> assignmentFailures) {

    static MoveNumberView of(MoveNumber number, Instant now) {
        Instant since = number.outOfServiceSince();
        Instant expectedBy = number.expectedBy();
        boolean early = number.step() == MoveStep.PORT && since != null;
        return new MoveNumberView(
                number.number(),
                number.branch(),
                number.step(),
                number.stepSince(),
                number.step().waitsFor().orElse(null),
                advice(number, early),
                expectedBy,
                number.active() && expectedBy != null && expectedBy.isBefore(now),
                early ? List.of(EarlyUnassignment.CODE) : List.of(),
                number.formerTargetId(),
                number.formerCategory(),
                since,
                number.outOfServiceSeconds()
                        + (since == null
                                ? 0
                                : Math.max(0, Duration.between(since, now).toSeconds())),
                number.failures());
    }

    private static @Nullable String advice(MoveNumber number, boolean early) {
        return switch (number.step()) {
            case PORT ->
                early
                        ? "The number was unassigned before it is ported and is out of service: assign it again until the operator's order is ported."
                        : "Leave the number assigned until the operator's order is ported: unassigned before, it is out of service.";
            case UNASSIGN ->
                "Unassign the number (POST …/numbers/{telephoneNumber}/unassign) and drop the callingPlan licence.";
            case REMOVE_NUMBER ->
                number.branch() == MoveBranch.ON_PREMISES
                        ? "Clear the number of the user on-premises and wait until that is synchronised, which can take 24 hours."
                        : "Unassign the number (POST …/numbers/{telephoneNumber}/unassign).";
            case REMOVE_POLICY -> "Remove the online voice routing policy of the user.";
            case DELIVER -> "The operator uploads the number for its order.";
            case ASSIGN -> "Assign the number (POST …/numbers/{telephoneNumber}/assign).";
            case COMPLETED, ENDED -> null;
        };
    }
}
