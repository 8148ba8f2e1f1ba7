package dev.trunkline.number.table;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.trunkline.platform.problem.PlatformProblem;
import dev.trunkline.platform.problem.ProblemError;
import dev.trunkline.platform.problem.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The rows of {@code {"rows": [{…}, …]}}, one at a time. Texts, truth values and lists of texts are values; a list becomes one text with
 * semicolons, as CSV has it.
 */
final class JsonRows implements Iterator<TableRow> {

    private static final JsonFactory JSON = new JsonFactory().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);

    private final JsonParser parser;
    private final Set<String> known;
    private final Set<String> counting;
    private @Nullable TableRow next;
    private int line;

    JsonRows(InputStream body, Set<String> known, Set<String> counting) throws IOException {
        this.parser = JSON.createParser(body);
        this.known = known;
        this.counting = counting;
        requireToken(JsonToken.START_OBJECT);
        requireToken(JsonToken.FIELD_NAME);
        if (!parser.currentName().equals("rows")) {
            throw unknownField(parser.currentName(), "/" + parser.currentName());
        }
        requireToken(JsonToken.START_ARRAY);
        next = advance();
    }

    @Override
    public boolean hasNext() {
        return next != null;
    }

    @Override
    public TableRow next() {
        TableRow row = next;
        if (row == null) {
            throw new NoSuchElementException();
        }
        try {
            next = advance();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return row;
    }

    private @Nullable TableRow advance() throws IOException {
        JsonToken token = token();
        if (token == JsonToken.END_ARRAY) {
            if (token() == JsonToken.FIELD_NAME) {
                throw unknownField(parser.currentName(), "/" + parser.currentName());
            }
            if (token() != null) {
                throw malformed();
            }
            return null;
        }
        line++;
        if (token != JsonToken.START_OBJECT) {
            throw wrongType("/rows/" + (line - 1), "an object");
        }
        Map<String, String> fields = new LinkedHashMap<>();
        while (token() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            String pointer = "/rows/" + (line - 1) + "/" + name;
            if (!known.contains(name)) {
                throw unknownField(name, pointer);
            }
            String value = value(name, pointer);
            if (value != null && !value.isBlank()) {
                fields.put(name, value.replace('\0', ' ').strip());
            }
        }
        return new TableRow(line, fields, null);
    }

    private @Nullable String value(String name, String pointer) throws IOException {
        JsonToken token = token();
        if (counting.contains(name) && token != JsonToken.VALUE_NULL) {
            if (token != JsonToken.VALUE_NUMBER_INT) {
                throw wrongType(pointer, "an integer");
            }
            return parser.getText();
        }
        if (token == JsonToken.VALUE_NULL) {
            return null;
        }
        if (token == JsonToken.START_ARRAY) {
            List<String> texts = new ArrayList<>();
            while (token() != JsonToken.END_ARRAY) {
                texts.add(text(pointer));
            }
            return String.join(";", texts);
        }
        return token == JsonToken.VALUE_TRUE || token == JsonToken.VALUE_FALSE ? parser.getText() : text(pointer);
    }

    private String text(String pointer) throws IOException {
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            throw wrongType(pointer, "a string");
        }
        return parser.getText();
    }

    private void requireToken(JsonToken expected) throws IOException {
        if (token() != expected) {
            throw new ProblemException(
                    PlatformProblem.WRONG_TYPE, "Send an object whose member rows is a list of objects.");
        }
    }

    private @Nullable JsonToken token() throws IOException {
        try {
            return parser.nextToken();
        } catch (JsonParseException e) {
            throw malformed();
        }
    }

    private static ProblemException malformed() {
        return new ProblemException(
                PlatformProblem.MALFORMED_JSON, "Send one JSON object whose member rows is a list of objects.");
    }

    private static ProblemException wrongType(String pointer, String expected) {
        return new ProblemException(
                PlatformProblem.WRONG_TYPE,
                "Correct " + pointer + ": it must be " + expected + ".",
                List.of(new ProblemError("wrong-type", "must be " + expected, pointer)));
    }

    private ProblemException unknownField(String name, String pointer) {
        String shown = name.length() <= 40 ? name : name.substring(0, 40) + "…";
        return new ProblemException(
                PlatformProblem.UNKNOWN_FIELD,
                "Leave out " + shown + "; known are "
                        + String.join(", ", known.stream().sorted().toList()) + ".",
                List.of(new ProblemError("unknown-field", "is not known here", pointer)));
    }
}
