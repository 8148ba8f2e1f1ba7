package dev.trunkline.operator.number;

import dev.trunkline.contracts.AssignmentStatus;
import dev.trunkline.contracts.E164Number;
import dev.trunkline.contracts.HoldingStatus;
import dev.trunkline.platform.problem.ProblemError;
import dev.trunkline.platform.problem.ProblemException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** Which numbers a release means, and whether they can be released as far as is known here. Tells every violation at once. */
final class ReleaseCheck {

    private ReleaseCheck() {}

    /**
     * The numbers that are meant, each once.
     *
     * @throws ProblemException 422 unless there is one list or one range of a bounded size
     */
    static List<E164Number> numbers(ReleaseNumbersRequest request) {
        List<E164Number> named = request.telephoneNumbers();
        ReleaseNumbersRequest.Range range = request.range();
        if ((named == null) == (range == null)) {
            throw refused(List.of(new ProblemError(
                    "required", "Name the numbers either as telephoneNumbers or as a range.", "/telephoneNumbers")));
        }
        if (range != null) {
            return numbers(range);
        }
        List<E164Number> numbers = named == null ? List.of() : named;
        List<ProblemError> errors = new ArrayList<>();
        Set<E164Number> seen = new HashSet<>();
        for (int i = 0; i < numbers.size(); i++) {
            if (!seen.add(numbers.get(i))) {
                errors.add(new ProblemError("number-repeated", "Name each number once.", "/telephoneNumbers/" + i));
            }
        }
        if (!errors.isEmpty()) {
            throw refused(errors);
        }
        return numbers;
    }

    private static List<E164Number> numbers(ReleaseNumbersRequest.Range range) {
        long size = range.size();
        if (size < 1 || size > ReleaseNumbersRequest.MOST) {
            throw refused(List.of(new ProblemError(
                    "range-size",
                    "A range goes from its first to its last number and has 1 to " + ReleaseNumbersRequest.MOST
                            + " numbers.",
                    "/range")));
        }
        return LongStream.rangeClosed(range.first().digits(), range.last().digits())
                .mapToObj(E164Number::new)
                .toList();
    }

    /**
     * Lets numbers pass that the tenant holds unassigned.
     *
     * @param known those that the operator has in the tenant
     * @param inRange whether a range named them
     * @throws ProblemException 422 naming every number that cannot be released
     */
    static void requireReleasable(List<E164Number> wanted, Map<E164Number, KnownNumber> known, boolean inRange) {
        List<ProblemError> errors = new ArrayList<>();
        for (int i = 0; i < wanted.size(); i++) {
            String pointer = inRange ? "/range" : "/telephoneNumbers/" + i;
            violation(wanted.get(i), known.get(wanted.get(i)), pointer, errors);
        }
        if (!errors.isEmpty()) {
            throw refused(errors);
        }
    }

    private static void violation(
            E164Number wanted, @Nullable KnownNumber number, String pointer, List<ProblemError> errors) {
        if (number == null) {
            errors.add(new ProblemError(
                    "number-unknown", wanted + ": you provide no such number to this tenant.", pointer));
        } else if (number.status() != HoldingStatus.HELD) {
            errors.add(new ProblemError(
                    "already-released", wanted + ": it has left the tenant already; leave it out.", pointer));
        } else if (number.assignmentStatus() != AssignmentStatus.UNASSIGNED) {
            errors.add(new ProblemError(
                    "number-assigned", wanted + ": it is in use; unassign it first (POST …/unassign).", pointer));
        }
    }

    private static ProblemException refused(List<ProblemError> errors) {
        return new ProblemException(
                NumberCommandProblem.RELEASE_REFUSED,
                "Nothing was released. Correct what errors names and send the request again.",
                errors);
    }
}
