package dev.trunkline.operator.upload;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import dev.trunkline.platform.problem.ProblemException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * The rows of a CSV body (RFC 4180), one at a time: never more of it in memory than one record. Columns are separated by semicolons where
 * the heading shows them, as spreadsheets of some countries write.
 */
final class CsvRows implements Iterator<SubmittedRow> {

    private static final int LONGEST_RECORD = 64 * 1024;

    private final Iterator<CsvRecord> records;
    private final CsvLayout layout;
    private int line;

    private CsvRows(Iterator<CsvRecord> records, CsvLayout layout) {
        this.records = records;
        this.layout = layout;
    }

    /**
     * Reads the headings.
     *
     * @throws ProblemException for headings that are not understood, and for a body that is no CSV
     */
    static CsvRows of(Reader body) {
        BufferedReader text = new BufferedReader(body, 2 * LONGEST_RECORD);
        CsvReader<CsvRecord> reader = CsvReader.builder()
                .fieldSeparator(read(() -> separator(text)))
                .maxBufferSize(LONGEST_RECORD)
                .ofCsvRecord(text);
        Iterator<CsvRecord> records = reader.iterator();
        if (!read(records::hasNext)) {
            throw new ProblemException(
                    UploadProblem.UPLOAD_EMPTY,
                    "Send a heading and at least one row, for example telephoneNumber and +4930123456.");
        }
        return new CsvRows(records, CsvLayout.of(read(records::next).getFields()));
    }

    @Override
    public boolean hasNext() {
        return read(records::hasNext);
    }

    @Override
    public SubmittedRow next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        List<String> cells = read(records::next).getFields();
        line++;
        return layout.row(line, cells);
    }

    /** Looks at the first line: none of our headings has a comma or a semicolon in it. */
    private static char separator(BufferedReader text) {
        try {
            text.mark(LONGEST_RECORD);
            char separator = ',';
            int next = text.read();
            for (int i = 1; next >= 0 && next != '\n' && next != ',' && i < LONGEST_RECORD; i++) {
                if (next == ';') {
                    separator = ';';
                }
                next = text.read();
            }
            text.reset();
            return next == ',' ? ',' : separator;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private interface Step<T> {
        T take();
    }

    private static <T> T read(Step<T> step) {
        try {
            return step.take();
        } catch (CsvParseException e) {
            throw new ProblemException(
                    UploadProblem.UPLOAD_UNREADABLE,
                    "Send CSV as RFC 4180 has it: commas, quotes doubled within quotes, no record over 64 KiB.");
        } catch (UncheckedIOException e) {
            if (e.getCause() instanceof CharacterCodingException) {
                throw UploadFormat.notUtf8();
            }
            throw e;
        }
    }
}
