package dev.trunkline.tenant.userimport;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.io.JsonEOFException;
import dev.trunkline.platform.problem.ProblemError;
import dev.trunkline.platform.problem.ProblemException;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A JSON array of users: a member that is absent stays as it is, null clears it. */
final class JsonUserRows implements UserRows {

    private static final int MOST_ERRORS = 50;
    private static final int MOST_LICENCES = 100;

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(64 * 1024)
                    .maxNestingDepth(20)
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            // Whether the body has come to its end is asked after it was read.
            .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
            .build();

    private final JsonParser parser;
    private int line;
    private @Nullable JsonToken ahead;

    private JsonUserRows(JsonParser parser) {
        this.parser = parser;
    }

    /** Reads how the body begins. */
    static JsonUserRows of(InputStream body) {
        return reading(() -> {
            JsonUserRows rows = new JsonUserRows(JSON.createParser(body));
            if (rows.parser.nextToken() != JsonToken.START_ARRAY) {
                throw unreadable("Send an array of users.");
            }
            rows.lookAhead();
            return rows;
        });
    }

    @Override
    public boolean hasNext() {
        return ahead != JsonToken.END_ARRAY;
    }

    @Override
    public SubmittedUser next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        line++;
        return reading(() -> {
            SubmittedUser user = new Row().read();
            lookAhead();
            return user;
        });
    }

    private void lookAhead() throws IOException {
        ahead = parser.nextToken();
        if (ahead == JsonToken.END_ARRAY && parser.nextToken() != null) {
            throw unreadable("Send nothing after the array of users.");
        }
    }

    /** One element of the array. */
    private final class Row {

        private final Map<UserMember, Optional<String>> texts = new EnumMap<>(UserMember.class);
        private final List<ProblemError> errors = new ArrayList<>();
        private @Nullable List<@Nullable String> licences;

        SubmittedUser read() throws IOException {
            if (ahead == JsonToken.START_OBJECT) {
                while (parser.nextToken() == JsonToken.FIELD_NAME) {
                    member(parser.currentName());
                }
            } else {
                parser.skipChildren();
                refuse("invalid", "", "A user is a JSON object.");
            }
            return new SubmittedUser(line, texts, licences, errors);
        }

        private void member(String name) throws IOException {
            JsonToken value = parser.nextToken();
            UserMember member = UserMember.named(name).orElse(null);
            if (member == null) {
                parser.skipChildren();
                refuse("unknown-member", "/" + shown(name), "Leave it out: it is no member that an import can set.");
            } else if (member == UserMember.LICENCES) {
                licences(value);
            } else if (value == JsonToken.VALUE_NULL) {
                texts.put(member, Optional.empty());
            } else if (value == JsonToken.VALUE_STRING) {
                texts.put(member, Optional.of(parser.getText()));
            } else {
                parser.skipChildren();
                refuse("invalid", member.pointer(), "Its value is a string.");
            }
        }

        private static String shown(String name) {
            String start = name.length() <= 40 ? name : name.substring(0, 40);
            return start.replaceAll("\\p{Cntrl}", "?").replace("~", "~0").replace("/", "~1");
        }

        private void licences(JsonToken value) throws IOException {
            List<@Nullable String> read = new ArrayList<>();
            licences = read;
            if (value != JsonToken.START_ARRAY) {
                parser.skipChildren();
                if (value != JsonToken.VALUE_NULL) {
                    refuse("invalid", "/licences", "Licences are an array of strings.");
                }
                return;
            }
            for (JsonToken one = parser.nextToken(); one != JsonToken.END_ARRAY; one = parser.nextToken()) {
                // What is no string is no licence, and is found to be none; of too many no more are kept than show it.
                if (read.size() < MOST_LICENCES) {
                    read.add(one == JsonToken.VALUE_STRING ? parser.getText() : null);
                }
                parser.skipChildren();
            }
        }

        private void refuse(String code, String pointer, String detail) {
            if (errors.size() < MOST_ERRORS) {
                errors.add(new ProblemError(code, detail, pointer));
            }
        }
    }

    private interface Step<T> {
        T take() throws IOException;
    }

    private static <T> T reading(Step<T> step) {
        try {
            return step.take();
        } catch (JsonEOFException e) {
            throw new UncheckedIOException(e);
        } catch (JsonProcessingException e) {
            throw unreadable("Line " + e.getLocation().getLineNr() + ", column "
                    + e.getLocation().getColumnNr() + " is where it cannot be read on.");
        } catch (CharConversionException e) {
            throw unreadable("Send it in UTF-8.");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ProblemException unreadable(String detail) {
        return new ProblemException(UserImportProblem.IMPORT_UNREADABLE, detail);
    }
}
