package dev.trunkline.platform.web;

import dev.trunkline.contracts.E164Number;
import dev.trunkline.contracts.WireValue;
import dev.trunkline.platform.problem.ProblemError;
import dev.trunkline.platform.problem.ProblemException;
import dev.trunkline.platform.problem.StatusProblems;
import dev.trunkline.platform.problem.ValidationProblems;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.ext.ParamConverter;
import jakarta.ws.rs.ext.ParamConverterProvider;
import jakarta.ws.rs.ext.Provider;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads our own value types in paths and queries. What a path does not spell right is unknown, 404; what a query does not spell right is
 * 422.
 */
@Provider
public class ParameterConverters implements ParamConverterProvider {

    @Override
    public <T> @Nullable ParamConverter<T> getConverter(Class<T> type, Type genericType, Annotation[] annotations) {
        Function<String, ?> reader = readerOf(type);
        return reader == null ? null : new Converter<>(type, reader, placeOf(annotations));
    }

    private static @Nullable Function<String, ?> readerOf(Class<?> type) {
        if (type == E164Number.class) {
            return text -> E164Number.of(plusRestored(text));
        }
        if (type == UUID.class) {
            return text -> Uuids.parse(text).orElseThrow(() -> new IllegalArgumentException("must be a UUID"));
        }
        if (type == Instant.class) {
            return text -> Instant.parse(text);
        }
        if (type == LocalDate.class) {
            return text -> LocalDate.parse(text);
        }
        return type.isEnum() && WireValue.class.isAssignableFrom(type) ? text -> wireValue(type, text) : null;
    }

    /** A plus sign that a client left unescaped in a query comes as a space. */
    private static String plusRestored(String text) {
        return text.startsWith(" ") ? "+" + text.substring(1) : text;
    }

    private static Object wireValue(Class<?> type, String text) {
        for (Object constant : type.getEnumConstants()) {
            if (((WireValue) constant).wire().equals(text)) {
                return constant;
            }
        }
        StringBuilder known = new StringBuilder("must be one of ");
        for (Object constant : type.getEnumConstants()) {
            known.append(known.charAt(known.length() - 1) == ' ' ? "" : ", ").append(((WireValue) constant).wire());
        }
        throw new IllegalArgumentException(known.toString());
    }

    private static Place placeOf(Annotation[] annotations) {
        for (Annotation annotation : annotations) {
            if (annotation instanceof PathParam) {
                return new Place(true, "");
            }
            if (annotation instanceof QueryParam query) {
                return new Place(false, query.value());
            }
            if (annotation instanceof HeaderParam header) {
                return new Place(false, header.value());
            }
        }
        return new Place(false, "");
    }

    private record Place(boolean path, String name) {

        ProblemException refusal(String reason) {
            return path
                    ? StatusProblems.notFound()
                    : ValidationProblems.of(
                            List.of(new ProblemError("invalid", name.isEmpty() ? reason : name + " " + reason, null)));
        }
    }

    private record Converter<T>(Class<T> type, Function<String, ?> reader, Place place) implements ParamConverter<T> {

        @Override
        @SuppressWarnings("NullAway") // JAX-RS asks for null where the parameter is absent
        public T fromString(String text) {
            if (text == null || (text.isEmpty() && !place.path())) {
                return null;
            }
            try {
                return type.cast(reader.apply(text));
            } catch (DateTimeParseException e) {
                throw wrapped(place.refusal("must be in ISO 8601, for example 2026-01-31T12:00:00Z or 2026-01-31"));
            } catch (IllegalArgumentException e) {
                throw wrapped(place.refusal(String.valueOf(e.getMessage())));
            }
        }

        /** Only this kind of exception passes the framework as it is; the mapper looks for its cause. */
        private static WebApplicationException wrapped(ProblemException problem) {
            return new BadRequestException(problem);
        }

        @Override
        public String toString(T value) {
            return value instanceof WireValue wire ? wire.wire() : value.toString();
        }
    }
}
