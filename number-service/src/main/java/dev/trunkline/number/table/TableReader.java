package dev.trunkline.number.table;

import dev.trunkline.platform.problem.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/** Reads a body of rows: CSV with headings, or a JSON object whose member {@code rows} is a list of objects. */
public final class TableReader {

    private TableReader() {}

    /** What is done with some rows of a body. */
    @FunctionalInterface
    public interface Taker {
        void take(List<TableRow> portion) throws SQLException;
    }

    /**
     * Reads the body to its end and keeps all of it.
     *
     * @param json whether the body is JSON, not CSV
     * @param known names of the fields that a row may have; {@code telephoneNumber} is one that it must have a column for
     * @param counting names of the fields whose values are integers in JSON
     * @param maxRows in one body
     * @throws ProblemException for a body that cannot be read, is empty or has too many rows, and for fields that are not known
     */
    public static List<TableRow> read(
            InputStream body, boolean json, Set<String> known, Set<String> counting, int maxRows) {
        List<TableRow> rows = new ArrayList<>();
        Rows reader = new Rows(body, json, known, counting, maxRows);
        while (reader.hasNext()) {
            rows.add(reader.next());
        }
        return rows;
    }

    /**
     * Reads the body to its end and hands on its rows in portions: never more of it in memory than one.
     *
     * @param json whether the body is JSON, not CSV
     * @param known names of the fields that a row may have; {@code telephoneNumber} is one that it must have a column for
     * @param maxRows in one body
     * @throws ProblemException for a body that cannot be read, is empty or has too many rows, and for fields that are not known
     */
    public static void inPortions(
            InputStream body, boolean json, Set<String> known, int maxRows, int portionSize, Taker taker)
            throws SQLException {
        Rows reader = new Rows(body, json, known, Set.of(), maxRows);
        List<TableRow> portion = new ArrayList<>(portionSize);
        while (reader.hasNext()) {
            portion.add(reader.next());
            if (portion.size() == portionSize || !reader.hasNext()) {
                taker.take(List.copyOf(portion));
                portion.clear();
            }
        }
    }

    /** The rows one by one, as many as there may be. */
    private static final class Rows {

        private final Iterator<TableRow> rows;
        private final int maxRows;
        private int count;

        Rows(InputStream body, boolean json, Set<String> known, Set<String> counting, int maxRows) {
            this.maxRows = maxRows;
            this.rows = reading(() -> json ? new JsonRows(body, known, counting) : CsvRows.of(body, known));
        }

        boolean hasNext() {
            boolean any = reading(rows::hasNext);
            if (!any && count == 0) {
                throw new ProblemException(TableProblem.EMPTY, "Send at least one row.");
            }
            return any;
        }

        TableRow next() {
            if (count == maxRows) {
                throw new ProblemException(
                        TableProblem.TOO_MANY, "Send at most " + maxRows + " rows in one request; split them.");
            }
            count++;
            return reading(rows::next);
        }
    }

    private interface Step<T> {
        T take() throws IOException;
    }

    private static <T> T reading(Step<T> step) {
        try {
            return step.take();
        } catch (IOException | UncheckedIOException e) {
            throw unreadable(
                    "The body ended too early or is not in UTF-8. Send it again, whole; nothing of it was kept.");
        }
    }

    static ProblemException unreadable(String detail) {
        return new ProblemException(TableProblem.UNREADABLE, detail);
    }
}
