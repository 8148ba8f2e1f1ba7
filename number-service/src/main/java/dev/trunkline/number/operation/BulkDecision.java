package dev.trunkline.number.operation;

import dev.trunkline.number.inventory.NumberChange;
import dev.trunkline.number.inventory.NumberWarning;
import dev.trunkline.platform.problem.ProblemError;
import java.util.List;

/** What became of one row. */
public sealed interface BulkDecision {

    /**
     * It is done.
     *
     * @param changes in their order; none when the number was as the row wants it already
     * @param warnings what the tenant should know of it
     */
    record Done(List<NumberChange> changes, List<NumberWarning> warnings) implements BulkDecision {

        /** Done, and nothing to be said of it. */
        public static Done with(List<NumberChange> changes) {
            return new Done(changes, List.of());
        }
    }

    /** It cannot be done, for all of these reasons; the number was not changed. */
    record Refused(List<ProblemError> reasons) implements BulkDecision {}
}
