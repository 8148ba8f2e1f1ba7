package dev.trunkline.operator.upload;

import dev.trunkline.platform.problem.ProblemException;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Locale;

/** What a body can be written in. */
enum UploadFormat {
    CSV,
    NDJSON,
    JSON;

    /** How each is named in requests. */
    static final String CSV_TYPE = "text/csv";

    static final String NDJSON_TYPE = "application/x-ndjson";

    /**
     * The format that a request names. What it says of the encoding does not count, since clients add it unasked: the body is read as UTF-8
     * and refused when it is none.
     */
    static UploadFormat of(MediaType type) {
        return switch (type.getSubtype().toLowerCase(Locale.ROOT)) {
            case "csv" -> CSV;
            case "x-ndjson" -> NDJSON;
            default -> JSON;
        };
    }

    /** The rows as they are written, read one at a time. */
    Iterator<SubmittedRow> rows(InputStream body) {
        Reader text = text(body);
        return switch (this) {
            case CSV -> CsvRows.of(text);
            case NDJSON -> JsonRows.ofLines(text);
            case JSON -> JsonRows.ofArray(text);
        };
    }

    /** UTF-8 that is strict about errors; a byte order mark is what some programs begin with. */
    private static Reader text(InputStream body) {
        PushbackReader text = new PushbackReader(new InputStreamReader(
                body,
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT)));
        try {
            int first = text.read();
            if (first >= 0 && first != '\uFEFF') {
                text.unread(first);
            }
            return text;
        } catch (CharacterCodingException e) {
            throw notUtf8();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ProblemException notUtf8() {
        return new ProblemException(UploadProblem.UPLOAD_UNREADABLE, "Send the file in UTF-8; nothing of it was kept.");
    }
}
