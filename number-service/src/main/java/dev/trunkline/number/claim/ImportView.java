package dev.trunkline.number.claim;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.trunkline.platform.problem.ProblemError;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What became of an import.
 *
 * @param rows in the answer to the import the first 1,000 of them; absent otherwise, …/rows has all
 */
@Schema(name = "NumberImport")
@JsonInclude(JsonInclude.Include.NON_NULL)
record ImportView(UUID importId, Instant receivedAt, Counts counts, @Nullable List<Row> rows) {

    /** Rows that the answer to an import has itself. */
    static final int FIRST_ROWS = 1_000;

    ImportView with(List<Row> first) {
        return new ImportView(importId, receivedAt, counts, first);
    }

    /**
     * How many rows ended how.
     *
     * @param unchanged numbers that the tenant had listed before
     */
    @Schema(name = "NumberImportCounts")
    record Counts(int total, int imported, int unchanged, int rejected) {}

    /**
     * One row.
     *
     * @param line counts rows from 1, headings left out
     * @param telephoneNumber as it was sent
     * @param errors all that speaks against a rejected row
     */
    @Schema(name = "NumberImportRow")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Row(
            int line, @Nullable String telephoneNumber, ImportRowStatus status, @Nullable List<ProblemError> errors) {}
}
