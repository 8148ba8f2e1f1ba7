package dev.trunkline.number.operation;

import dev.trunkline.number.inventory.NumberChange;
import dev.trunkline.platform.problem.ProblemError;
import java.util.List;

/** What became of one row. */
public sealed interface BulkDecision {

    /**
     * It is done.
     *
     * @param changes in their order; none when the number was as the row wants it already
     */
    record Done(List<NumberChange> changes) implements BulkDecision {}

    /** It cannot be done, for all of these reasons; the number was not changed. */
    record Refused(List<ProblemError> reasons) implements BulkDecision {}
}
