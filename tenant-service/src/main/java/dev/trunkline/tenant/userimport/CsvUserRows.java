package dev.trunkline.tenant.userimport;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import dev.trunkline.platform.problem.ProblemError;
import dev.trunkline.platform.problem.ProblemException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** CSV (RFC 4180, UTF-8): a column that is missing leaves its member as it is, an empty cell clears it. Licences stand apart by semicolons. */
final class CsvUserRows implements UserRows {

    private static final int LONGEST_RECORD = 64 * 1024;

    private final Iterator<CsvRecord> records;
    private final List<UserMember> columns;
    private int line;

    private CsvUserRows(Iterator<CsvRecord> records, List<UserMember> columns) {
        this.records = records;
        this.columns = columns;
    }

    /** Reads the headings. */
    static CsvUserRows of(InputStream body) {
        InputStreamReader text = new InputStreamReader(
                body,
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT));
        Iterator<CsvRecord> records = CsvReader.builder()
                .maxBufferSize(LONGEST_RECORD)
                .ofCsvRecord(text)
                .iterator();
        List<UserMember> columns =
                read(records::hasNext) ? columns(read(records::next).getFields()) : List.of();
        return new CsvUserRows(records, columns);
    }

    private static List<UserMember> columns(List<String> headings) {
        List<UserMember> columns = new ArrayList<>();
        List<ProblemError> errors = new ArrayList<>();
        for (String heading : headings) {
            // A byte order mark is what some spreadsheets begin with.
            String name = heading.startsWith("\uFEFF") ? heading.substring(1) : heading;
            UserMember column = UserMember.named(name.strip()).orElse(null);
            if (column == null) {
                errors.add(new ProblemError(
                        "heading-unknown", "No member of a user is called " + shown(name) + ".", null));
            } else if (columns.contains(column)) {
                errors.add(new ProblemError("duplicate", "The heading " + column.wire() + " comes twice.", null));
            } else {
                columns.add(column);
            }
        }
        if (!errors.isEmpty()) {
            throw new ProblemException(
                    UserImportProblem.HEADINGS_UNKNOWN,
                    "Name each column by one of "
                            + Arrays.stream(UserMember.values())
                                    .map(UserMember::wire)
                                    .collect(Collectors.joining(", "))
                            + ".",
                    errors);
        }
        return columns;
    }

    private static String shown(String heading) {
        return heading.length() <= 40 ? heading : heading.substring(0, 40) + "…";
    }

    @Override
    public boolean hasNext() {
        return read(records::hasNext);
    }

    @Override
    public SubmittedUser next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        List<String> cells = read(records::next).getFields();
        line++;
        if (cells.size() != columns.size()) {
            String detail = "The row has " + cells.size() + " cells under " + columns.size()
                    + " headings; put quotes around values with commas.";
            return new SubmittedUser(line, Map.of(), null, List.of(new ProblemError("cells-do-not-fit", detail, null)));
        }
        return row(cells);
    }

    private SubmittedUser row(List<String> cells) {
        Map<UserMember, Optional<String>> texts = new EnumMap<>(UserMember.class);
        List<@Nullable String> licences = null;
        for (int i = 0; i < cells.size(); i++) {
            String cell = cells.get(i).strip();
            if (columns.get(i) == UserMember.LICENCES) {
                licences = cell.isEmpty()
                        ? List.of()
                        : Arrays.stream(cell.split(";", -1)).map(String::strip).toList();
            } else {
                texts.put(columns.get(i), cell.isEmpty() ? Optional.empty() : Optional.of(cell));
            }
        }
        return new SubmittedUser(line, texts, licences, List.of());
    }

    private interface Step<T> {
        T take();
    }

    private static <T> T read(Step<T> step) {
        try {
            return step.take();
        } catch (CsvParseException e) {
            throw new ProblemException(
                    UserImportProblem.IMPORT_UNREADABLE,
                    "Send CSV as RFC 4180 has it: commas, quotes doubled within quotes, no record over 64 KiB.");
        } catch (UncheckedIOException e) {
            if (e.getCause() instanceof CharacterCodingException) {
                throw new ProblemException(UserImportProblem.IMPORT_UNREADABLE, "Send the file in UTF-8.");
            }
            throw e;
        }
    }
}
