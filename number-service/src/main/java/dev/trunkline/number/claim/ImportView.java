package dev.trunkline.number.claim;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.trunkline.number.table.TableRow;
import dev.trunkline.platform.problem.ProblemError;
import java.util.Collection;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What became of an import, row by row. */
@Schema(name = "NumberImport")
record ImportView(Counts counts, List<Row> rows) {

    static ImportView of(Collection<Row> rows) {
        return new ImportView(
                new Counts(
                        rows.size(),
                        count(rows, ImportRowStatus.IMPORTED),
                        count(rows, ImportRowStatus.UNCHANGED),
                        count(rows, ImportRowStatus.REJECTED)),
                List.copyOf(rows));
    }

    private static int count(Collection<Row> rows, ImportRowStatus status) {
        return (int) rows.stream().filter(row -> row.status() == status).count();
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
            int line, @Nullable String telephoneNumber, ImportRowStatus status, @Nullable List<ProblemError> errors) {

        static Row of(TableRow row, ImportRowStatus status) {
            return new Row(row.line(), row.field(Claim.NUMBER), status, null);
        }

        static Row rejected(TableRow row, List<ProblemError> errors) {
            return new Row(row.line(), row.field(Claim.NUMBER), ImportRowStatus.REJECTED, errors);
        }
    }
}
