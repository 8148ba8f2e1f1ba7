package dev.trunkline.contracts;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.datatype.jsr310.deser.InstantDeserializer;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Reads instants as Jackson does, and the same text as the last one without parsing it: the thousand numbers of an event share their times. */
final class RepeatedInstantDeserializer extends StdDeserializer<Instant> {

    private static final long serialVersionUID = 1L;

    private static volatile @Nullable Read last;

    private record Read(String text, Instant instant) {}

    RepeatedInstantDeserializer() {
        super(Instant.class);
    }

    @Override
    public Instant deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        if (!parser.hasToken(JsonToken.VALUE_STRING)) {
            return InstantDeserializer.INSTANT.deserialize(parser, context);
        }
        String text = parser.getText();
        Read known = last;
        if (known != null && known.text().equals(text)) {
            return known.instant();
        }
        Instant instant = InstantDeserializer.INSTANT.deserialize(parser, context);
        if (instant != null) {
            last = new Read(text, instant);
        }
        return instant;
    }
}
