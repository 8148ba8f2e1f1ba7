package dev.trunkline.number.operation;

import dev.trunkline.contracts.E164Number;
import dev.trunkline.number.operation.AcceptedNumbers.Found;
import dev.trunkline.number.operation.OperationStore.AcceptedRow;
import dev.trunkline.number.table.TableRow;
import dev.trunkline.platform.problem.ProblemError;
import dev.trunkline.platform.problem.ProblemException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The rows of a request, one for each number: a range stands for all numbers in it. */
final class AcceptedRows {

    private static final Pattern RANGE = Pattern.compile("(\\+?[1-9]\\d{1,14})\\s*-\\s*(\\+?[1-9]\\d{1,14})");

    private final BulkWork work;
    private final int maxRows;
    private final List<AcceptedRow> rows = new ArrayList<>();
    private final Set<E164Number> named = new HashSet<>();

    /**
     * Reads the rows; those whose form is not right have failed already.
     *
     * @throws ProblemException 422 for more numbers than one request may have
     */
    AcceptedRows(BulkWork work, List<TableRow> sent, int maxRows) {
        this.work = work;
        this.maxRows = maxRows;
        sent.forEach(this::add);
    }

    /** The numbers of rows whose form is right. */
    Set<E164Number> numbers() {
        Set<E164Number> numbers = new TreeSet<>();
        rows.stream().filter(row -> row.errors().isEmpty()).forEach(row -> {
            if (row.number() != null) {
                numbers.add(row.number());
            }
        });
        return numbers;
    }

    /** The rows with the numbers that the tenant has; the others have failed. */
    List<AcceptedRow> with(Map<E164Number, Found> found) {
        List<AcceptedRow> all = new ArrayList<>();
        for (AcceptedRow row : rows) {
            Found number = row.number() == null ? null : found.get(row.number());
            if (!row.errors().isEmpty()) {
                all.add(row);
            } else if (number == null) {
                all.add(failed(row, "number-unknown", "The tenant has no such number; GET …/numbers lists them."));
            } else {
                all.add(new AcceptedRow(
                        row.position(),
                        row.line(),
                        row.sent(),
                        row.number(),
                        number.holdingId(),
                        number.revision(),
                        row.fields(),
                        List.of()));
            }
        }
        return all;
    }

    private void add(TableRow row) {
        List<ProblemError> faults = new ArrayList<>();
        if (row.fault() != null) {
            faults.add(new ProblemError("invalid-row", row.fault(), pointer(row, null)));
        }
        for (ProblemError fault : work.faults(row.fields())) {
            faults.add(new ProblemError(fault.code(), fault.detail(), pointer(row, fault.pointer())));
        }
        String sent = row.field(BulkWork.NUMBER);
        Matcher range = RANGE.matcher(sent == null ? "" : sent);
        if (range.matches()) {
            addRange(row, E164Number.of(range.group(1)), E164Number.of(range.group(2)), faults);
        } else if (sent == null || !E164Number.isWellFormed(sent)) {
            faults.add(new ProblemError(
                    sent == null ? "required" : "invalid-number",
                    "Name a number in E.164 form, or a range as +14255550100-+14255550199.",
                    pointer(row, BulkWork.NUMBER)));
            add(row, null, faults);
        } else {
            add(row, E164Number.of(sent), faults);
        }
    }

    private void addRange(TableRow row, E164Number from, E164Number to, List<ProblemError> faults) {
        boolean sameLength = Long.toString(from.digits()).length()
                == Long.toString(to.digits()).length();
        if (!sameLength || from.compareTo(to) > 0) {
            faults.add(new ProblemError(
                    "invalid-range",
                    "A range goes from a number to a larger one with as many digits.",
                    pointer(row, BulkWork.NUMBER)));
            add(row, null, faults);
            return;
        }
        for (long digits = from.digits(); digits <= to.digits(); digits++) {
            add(row, new E164Number(digits), faults);
        }
    }

    private void add(TableRow row, @Nullable E164Number number, List<ProblemError> faults) {
        if (rows.size() == maxRows) {
            throw new ProblemException(
                    OperationProblem.TOO_MANY_NUMBERS,
                    "Send at most " + maxRows + " numbers in one request, those of ranges counted; split them.");
        }
        AcceptedRow accepted = new AcceptedRow(
                rows.size() + 1,
                row.line(),
                row.field(BulkWork.NUMBER),
                number,
                null,
                null,
                row.fields(),
                List.copyOf(faults));
        boolean twice = number != null && !named.add(number);
        rows.add(
                twice && faults.isEmpty()
                        ? failed(accepted, "duplicate-in-request", "The number stands in the request more than once.")
                        : accepted);
    }

    private static AcceptedRow failed(AcceptedRow row, String code, String detail) {
        return new AcceptedRow(
                row.position(),
                row.line(),
                row.sent(),
                row.number(),
                null,
                null,
                row.fields(),
                List.of(new ProblemError(code, detail, "/rows/" + (row.line() - 1) + "/" + BulkWork.NUMBER)));
    }

    private static String pointer(TableRow row, @Nullable String field) {
        return "/rows/" + (row.line() - 1) + (field == null ? "" : "/" + field);
    }
}
