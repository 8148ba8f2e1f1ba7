package dev.trunkline.platform.web;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.cfg.MutableCoercionConfig;
import com.fasterxml.jackson.databind.deser.BeanDeserializerModifier;
import com.fasterxml.jackson.databind.deser.std.DelegatingDeserializer;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.type.LogicalType;
import io.quarkus.jackson.ObjectMapperCustomizer;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;

/**
 * Reads exactly what was sent: no number for a string, no text for a number, no empty string for nothing, no field twice. What is deeper or
 * longer than anything that a resource knows is refused while it is read, before it costs memory.
 */
@Singleton
public class StrictJson implements ObjectMapperCustomizer {

    private static final List<CoercionInputShape> SCALARS = List.of(
            CoercionInputShape.Integer,
            CoercionInputShape.Float,
            CoercionInputShape.Boolean,
            CoercionInputShape.String);

    private static final StreamReadConstraints CONSTRAINTS = StreamReadConstraints.builder()
            .maxNestingDepth(32)
            .maxStringLength(64 * 1024)
            .maxNameLength(256)
            .maxNumberLength(100)
            .build();

    /** After the stock modules: the deserializer that is registered last wins. */
    @Override
    public int priority() {
        return MINIMUM_PRIORITY;
    }

    @Override
    public void customize(ObjectMapper mapper) {
        mapper.getFactory().setStreamReadConstraints(CONSTRAINTS);
        mapper.enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
        mapper.enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES);
        mapper.disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT);
        mapper.configure(JsonParser.Feature.STRICT_DUPLICATE_DETECTION, true);
        refuseAllBut(CoercionInputShape.String, mapper, LogicalType.Textual);
        refuseAllBut(CoercionInputShape.Integer, mapper, LogicalType.Integer);
        refuseAllBut(CoercionInputShape.Boolean, mapper, LogicalType.Boolean);
        refuseAllBut(CoercionInputShape.Float, mapper, LogicalType.Float)
                .setCoercion(CoercionInputShape.Integer, CoercionAction.TryConvert);
        refuseAllBut(CoercionInputShape.String, mapper, LogicalType.OtherScalar);
        mapper.configOverride(LocalDate.class).setFormat(JsonFormat.Value.forLeniency(false));
        mapper.registerModule(new SimpleModule("strict")
                .addDeserializer(Instant.class, new InstantOfText())
                .setDeserializerModifier(new EnumsOfText()));
    }

    private static MutableCoercionConfig refuseAllBut(CoercionInputShape own, ObjectMapper mapper, LogicalType type) {
        MutableCoercionConfig coercions = mapper.coercionConfigFor(type);
        for (CoercionInputShape shape : SCALARS) {
            if (shape != own) {
                coercions.setCoercion(shape, CoercionAction.Fail);
            }
        }
        return type == LogicalType.Textual
                ? coercions
                : coercions.setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail);
    }

    /** The factory method of an enum is handed any scalar as its text, and an empty text for an array or object. */
    private static final class EnumsOfText extends BeanDeserializerModifier {

        private static final long serialVersionUID = 1L;

        @Override
        public JsonDeserializer<?> modifyEnumDeserializer(
                DeserializationConfig config,
                JavaType type,
                BeanDescription description,
                JsonDeserializer<?> deserializer) {
            return new EnumOfText(deserializer);
        }
    }

    private static final class EnumOfText extends DelegatingDeserializer {

        private static final long serialVersionUID = 1L;

        EnumOfText(JsonDeserializer<?> stock) {
            super(stock);
        }

        @Override
        protected JsonDeserializer<?> newDelegatingInstance(JsonDeserializer<?> stock) {
            return new EnumOfText(stock);
        }

        @Override
        public Object deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            return parser.hasToken(JsonToken.VALUE_STRING)
                    ? super.deserialize(parser, context)
                    : context.handleUnexpectedToken(handledType(), parser);
        }
    }

    /** The stock deserializer takes numbers too, as seconds. */
    private static final class InstantOfText extends StdScalarDeserializer<Instant> {

        private static final long serialVersionUID = 1L;

        InstantOfText() {
            super(Instant.class);
        }

        @Override
        public Instant deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            if (!parser.hasToken(JsonToken.VALUE_STRING)) {
                return (Instant) context.handleUnexpectedToken(Instant.class, parser);
            }
            String text = parser.getText();
            try {
                return DateTimeFormatter.ISO_OFFSET_DATE_TIME.parse(text, Instant::from);
            } catch (DateTimeParseException e) {
                return (Instant) context.handleWeirdStringValue(Instant.class, text, "not ISO 8601");
            }
        }
    }
}
