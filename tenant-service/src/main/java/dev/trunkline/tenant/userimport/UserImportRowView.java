package dev.trunkline.tenant.userimport;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.trunkline.platform.problem.ProblemError;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What became of one row.
 *
 * @param line counts rows from 1, headings not among them
 * @param userId whom the row is about; absent where it did not say so in a readable way
 * @param errors everything that is wrong with a rejected row; the pointers go into the row
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "UserImportRow")
record UserImportRowView(int line, @Nullable UUID userId, ImportOutcome outcome, @Nullable List<ProblemError> errors) {}
