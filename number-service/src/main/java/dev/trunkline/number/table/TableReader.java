package dev.trunkline.number.table;

import dev.trunkline.platform.problem.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/** Reads a body of rows: CSV with headings, or a JSON object whose member {@code rows} is a list of objects. */
public final class TableReader {

    private TableReader() {}

    /**
     * Reads the body to its end.
     *
     * @param json whether the body is JSON, not CSV
     * @param known names of the fields that a row may have; {@code telephoneNumber} is one that it must have a column for
     * @param maxRows in one body
     * @throws ProblemException for a body that cannot be read, is empty or has too many rows, and for fields that are not known
     */
    public static List<TableRow> read(InputStream body, boolean json, Set<String> known, int maxRows) {
        return read(body, json, known, Set.of(), maxRows);
    }

    /**
     * The same with fields whose values are integers in JSON.
     *
     * @param counting names of these fields
     */
    public static List<TableRow> read(
            InputStream body, boolean json, Set<String> known, Set<String> counting, int maxRows) {
        List<TableRow> rows = new ArrayList<>();
        try {
            Iterator<TableRow> each = json ? new JsonRows(body, known, counting) : CsvRows.of(body, known);
            while (each.hasNext()) {
                if (rows.size() == maxRows) {
                    throw new ProblemException(
                            TableProblem.TOO_MANY, "Send at most " + maxRows + " rows in one request; split them.");
                }
                rows.add(each.next());
            }
        } catch (IOException | UncheckedIOException e) {
            throw unreadable(
                    "The body ended too early or is not in UTF-8. Send it again, whole; nothing of it was kept.");
        }
        if (rows.isEmpty()) {
            throw new ProblemException(TableProblem.EMPTY, "Send at least one row.");
        }
        return rows;
    }

    static ProblemException unreadable(String detail) {
        return new ProblemException(TableProblem.UNREADABLE, detail);
    }
}
