package dev.trunkline.number.operation;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.trunkline.number.inventory.NumberWarning;
import dev.trunkline.platform.problem.ProblemError;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A row of an operation.
 *
 * @param position within the operation, from 1; numbers of a range follow each other
 * @param line of the request that it comes from, from 1, headings left out
 * @param telephoneNumber as it was sent when it is none
 * @param errors all that speaks against a failed row
 * @param warnings what to know of a row that was done
 */
@Schema(name = "OperationRow")
@JsonInclude(JsonInclude.Include.NON_NULL)
record OperationRowView(
        int position,
        int line,
        @Nullable String telephoneNumber,
        OperationRowStatus status,
        @Nullable List<ProblemError> errors,
        @Nullable List<NumberWarning> warnings) {}
