package dev.trunkline.number.table;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import dev.trunkline.platform.problem.ProblemError;
import dev.trunkline.platform.problem.ProblemException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;

/** The rows of a CSV body (RFC 4180, UTF-8), one at a time: never more of it in memory than one record. */
final class CsvRows implements Iterator<TableRow> {

    private static final int LONGEST_RECORD = 64 * 1024;

    private final Iterator<CsvRecord> records;
    private final List<String> headings;
    private int line;

    private CsvRows(Iterator<CsvRecord> records, List<String> headings) {
        this.records = records;
        this.headings = headings;
    }

    static CsvRows of(InputStream body, Set<String> known) {
        Iterator<CsvRecord> records = CsvReader.builder()
                .maxBufferSize(LONGEST_RECORD)
                .ofCsvRecord(new InputStreamReader(
                        body,
                        StandardCharsets.UTF_8
                                .newDecoder()
                                .onMalformedInput(CodingErrorAction.REPORT)
                                .onUnmappableCharacter(CodingErrorAction.REPORT)))
                .iterator();
        if (!reading(records::hasNext)) {
            throw new ProblemException(TableProblem.EMPTY, "Send a line of headings and at least one row.");
        }
        List<String> headings = new ArrayList<>();
        for (String heading : reading(records::next).getFields()) {
            // A byte order mark is what some spreadsheets begin with.
            headings.add((heading.startsWith("\uFEFF") ? heading.substring(1) : heading).strip());
        }
        check(headings, known);
        return new CsvRows(records, headings);
    }

    private static void check(List<String> headings, Set<String> known) {
        List<ProblemError> errors = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < headings.size(); i++) {
            String heading = headings.get(i);
            if (!known.contains(heading)) {
                String shown = heading.length() <= 40 ? heading : heading.substring(0, 40) + "…";
                errors.add(new ProblemError(
                        "heading-unknown",
                        "Column " + (i + 1) + " has the unknown heading '" + shown + "'; known are "
                                + String.join(", ", known.stream().sorted().toList()) + ".",
                        null));
            } else if (!seen.add(heading)) {
                errors.add(new ProblemError(
                        "heading-repeated", "Column " + (i + 1) + " repeats the heading '" + heading + "'.", null));
            }
        }
        if (!seen.contains("telephoneNumber")) {
            errors.add(new ProblemError("heading-missing", "A column telephoneNumber is needed.", null));
        }
        if (!errors.isEmpty()) {
            throw new ProblemException(
                    TableProblem.HEADINGS_UNKNOWN,
                    "Separate columns by commas and head each with the name of its field.",
                    errors);
        }
    }

    @Override
    public boolean hasNext() {
        return reading(records::hasNext);
    }

    @Override
    public TableRow next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        List<String> cells = reading(records::next).getFields();
        line++;
        Map<String, String> fields = new LinkedHashMap<>();
        for (int i = 0; i < Math.min(cells.size(), headings.size()); i++) {
            String cell = cells.get(i).replace('\0', ' ').strip();
            if (!cell.isEmpty()) {
                fields.put(headings.get(i), cell);
            }
        }
        String fault = cells.size() == headings.size()
                ? null
                : "The row has " + cells.size() + " cells and the heading " + headings.size() + ".";
        return new TableRow(line, fields, fault);
    }

    private interface Step<T> {
        T take();
    }

    private static <T> T reading(Step<T> step) {
        try {
            return step.take();
        } catch (CsvParseException e) {
            throw TableReader.unreadable(
                    "Send CSV as RFC 4180 has it: commas, quotes doubled within quotes, no record over 64 KiB.");
        }
    }
}
