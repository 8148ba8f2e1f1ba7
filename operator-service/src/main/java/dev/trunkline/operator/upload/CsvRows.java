package dev.trunkline.operator.upload;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import dev.trunkline.platform.problem.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/** The rows of a CSV body (RFC 4180, UTF-8), one at a time: never more of it in memory than one record. */
final class CsvRows implements Iterator<SubmittedRow>, AutoCloseable {

    private static final int LONGEST_RECORD = 64 * 1024;

    private final CsvReader<CsvRecord> reader;
    private final Iterator<CsvRecord> records;
    private final CsvLayout layout;
    private int line;

    private CsvRows(CsvReader<CsvRecord> reader, Iterator<CsvRecord> records, CsvLayout layout) {
        this.reader = reader;
        this.records = records;
        this.layout = layout;
    }

    /**
     * Reads the headings.
     *
     * @throws ProblemException for headings that are not understood, and for a body that is no CSV
     */
    static CsvRows of(InputStream body) {
        Reader text = new InputStreamReader(
                body,
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT));
        CsvReader<CsvRecord> reader =
                CsvReader.builder().maxBufferSize(LONGEST_RECORD).ofCsvRecord(text);
        Iterator<CsvRecord> records = reader.iterator();
        if (!read(records::hasNext)) {
            throw new ProblemException(
                    UploadProblem.UPLOAD_EMPTY,
                    "Send a heading and at least one row, for example telephoneNumber and +4930123456.");
        }
        List<String> headings = new ArrayList<>(read(records::next).getFields());
        // A byte order mark is what some spreadsheets begin with.
        headings.set(0, headings.get(0).startsWith("\uFEFF") ? headings.get(0).substring(1) : headings.get(0));
        return new CsvRows(reader, records, CsvLayout.of(headings));
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

    @Override
    public void close() throws IOException {
        reader.close();
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
                throw new ProblemException(UploadProblem.UPLOAD_UNREADABLE, "Send the file in UTF-8.");
            }
            throw e;
        }
    }
}
