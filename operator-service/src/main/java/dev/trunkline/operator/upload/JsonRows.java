package dev.trunkline.operator.upload;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.trunkline.platform.problem.PlatformProblem;
import dev.trunkline.platform.problem.ProblemException;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** The rows of a JSON array, or of one JSON object a line, one at a time: never more of the body in memory than one of them. */
final class JsonRows implements Iterator<SubmittedRow> {

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(64 * 1024)
                    .maxNameLength(256)
                    .maxNestingDepth(8)
                    .build())
            .build();

    private static final Set<String> FLAGS = Set.of("mobile", "tollFree", "allowTenantAddressUpdate", "enabled");
    private static final List<String> NAMES = CsvLayout.ownNames();
    private static final CsvLayout LAYOUT = CsvLayout.of(NAMES);

    private final JsonParser parser;
    private final boolean array;
    private @Nullable JsonToken ahead;
    private int line;

    private JsonRows(JsonParser parser, boolean array) {
        this.parser = parser;
        this.array = array;
    }

    /** Objects one after the other, with white space between. */
    static JsonRows ofLines(Reader text) {
        return begin(text, false);
    }

    static JsonRows ofArray(Reader text) {
        JsonRows rows = begin(text, true);
        if (rows.ahead == null) {
            return rows;
        }
        if (rows.ahead != JsonToken.START_ARRAY) {
            throw new ProblemException(PlatformProblem.WRONG_TYPE, "Send an array of objects, one for each row.");
        }
        rows.advance();
        return rows;
    }

    private static JsonRows begin(Reader text, boolean array) {
        try {
            JsonRows rows = new JsonRows(JSON.createParser(text), array);
            rows.advance();
            return rows;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public boolean hasNext() {
        if (ahead == JsonToken.END_ARRAY && array) {
            advance();
            if (ahead != null) {
                throw malformed(" after the end of the array");
            }
        } else if (ahead == null
                && array
                && line > 0
                && !parser.getParsingContext().inRoot()) {
            throw malformed(" before the end of the array");
        }
        return ahead != null;
    }

    @Override
    public SubmittedRow next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        line++;
        if (ahead != JsonToken.START_OBJECT) {
            throw wrongType("", "an object");
        }
        String[] cells = new String[NAMES.size()];
        Arrays.fill(cells, "");
        while (read() == JsonToken.FIELD_NAME) {
            String name = text();
            int index = NAMES.indexOf(name);
            if (index < 0) {
                throw new ProblemException(
                        PlatformProblem.UNKNOWN_FIELD,
                        "Row %d has the unknown field '%s'. Known are %s."
                                .formatted(line, name, String.join(", ", NAMES)));
            }
            cells[index] = value(name);
        }
        SubmittedRow row = LAYOUT.row(line, List.of(cells));
        advance();
        return row;
    }

    private String value(String name) {
        JsonToken token = read();
        if (token == JsonToken.VALUE_NULL) {
            return "";
        }
        if (FLAGS.contains(name)) {
            if (token == JsonToken.VALUE_TRUE || token == JsonToken.VALUE_FALSE) {
                return Boolean.toString(token == JsonToken.VALUE_TRUE);
            }
            throw wrongType(name, "true or false");
        }
        if (token == JsonToken.START_ARRAY && name.equals("additionalUsages")) {
            StringJoiner usages = new StringJoiner(",");
            while (read() == JsonToken.VALUE_STRING) {
                usages.add(text());
            }
            if (parser.currentToken() == JsonToken.END_ARRAY) {
                return usages.toString();
            }
        }
        if (token != JsonToken.VALUE_STRING) {
            throw wrongType(name, name.equals("additionalUsages") ? "an array of strings" : "a string");
        }
        return text();
    }

    private void advance() {
        ahead = read();
    }

    private @Nullable JsonToken read() {
        try {
            return parser.nextToken();
        } catch (JsonProcessingException e) {
            throw malformed("");
        } catch (CharacterCodingException e) {
            throw UploadFormat.notUtf8();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String text() {
        try {
            return parser.getText();
        } catch (JsonProcessingException e) {
            throw malformed("");
        } catch (CharacterCodingException e) {
            throw UploadFormat.notUtf8();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ProblemException wrongType(String field, String expected) {
        String where = field.isEmpty() ? "Row " + line : "Field " + field + " of row " + line;
        return new ProblemException(PlatformProblem.WRONG_TYPE, where + " must be " + expected + ".");
    }

    private ProblemException malformed(String where) {
        return new ProblemException(
                PlatformProblem.MALFORMED_JSON,
                "Send %s (RFC 8259). It goes wrong after row %d%s; nothing of it was kept."
                        .formatted(array ? "a JSON array of objects" : "one JSON object in each line", line, where));
    }
}
