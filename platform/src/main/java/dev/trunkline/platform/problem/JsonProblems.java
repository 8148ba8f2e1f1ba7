package dev.trunkline.platform.problem;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with a body that Jackson could not read: 400 for what is no JSON, an unknown field or a wrong type, and 422 for a value
 * of the right type that its field does not know.
 */
final class JsonProblems {

    private JsonProblems() {}

    static ProblemException of(JsonProcessingException failure) {
        if (failure instanceof StreamConstraintsException || failure.getCause() instanceof StreamConstraintsException) {
            return new ProblemException(
                    PlatformProblem.MALFORMED_JSON,
                    "Nest at most 32 levels deep, and keep strings below 64 KiB, names below 256 characters and numbers below 100 digits.");
        }
        if (failure instanceof UnrecognizedPropertyException unknown) {
            return unknownField(unknown);
        }
        if (failure instanceof ValueInstantiationException refused) {
            return invalid(refused, reasonOf(refused));
        }
        if (failure instanceof InvalidFormatException format && isUnknownValue(format)) {
            return invalid(format, describe(format));
        }
        if (failure instanceof MismatchedInputException mismatch) {
            return mismatch(mismatch);
        }
        if (failure instanceof JsonMappingException mapping
                && !mapping.getPath().isEmpty()) {
            return wrongType(mapping, "the value at " + JsonPointers.of(mapping.getPath()) + " cannot be read");
        }
        return malformed(failure);
    }

    private static ProblemException malformed(JsonProcessingException failure) {
        JsonLocation at = failure.getLocation();
        String where = at == null
                ? ""
                : " It breaks off or goes wrong at line " + at.getLineNr() + ", column " + at.getColumnNr() + ".";
        return new ProblemException(PlatformProblem.MALFORMED_JSON, "Send a JSON document (RFC 8259)." + where);
    }

    private static ProblemException unknownField(UnrecognizedPropertyException unknown) {
        String pointer = JsonPointers.of(unknown.getPath());
        Collection<Object> known = unknown.getKnownPropertyIds();
        String fields = known == null
                ? ""
                : " Known are " + known.stream().map(Object::toString).sorted().collect(Collectors.joining(", ")) + ".";
        String detail = "Leave out " + pointer + " or correct its name." + fields;
        return new ProblemException(
                PlatformProblem.UNKNOWN_FIELD, detail, List.of(new ProblemError("unknown-field", detail, pointer)));
    }

    private static ProblemException mismatch(MismatchedInputException mismatch) {
        Class<?> target = mismatch.getTargetType();
        if (mismatch.getPath().isEmpty() && isEndOfInput(mismatch)) {
            return new ProblemException(
                    PlatformProblem.VALIDATION_FAILED,
                    "Send a body.",
                    List.of(new ProblemError("required", "The body is missing.", "")));
        }
        if (target != null
                && target.isPrimitive()
                && mismatch.getOriginalMessage().startsWith("Cannot map `null`")) {
            String pointer = JsonPointers.of(mismatch.getPath());
            return ValidationProblems.of(List.of(new ProblemError("required", "must not be absent or null", pointer)));
        }
        if (mismatch.getOriginalMessage().startsWith("Trailing token")) {
            return malformed(mismatch);
        }
        return wrongType(mismatch, "the value must be " + nameOf(target));
    }

    private static boolean isEndOfInput(MismatchedInputException mismatch) {
        return mismatch.getOriginalMessage().startsWith("No content to map");
    }

    private static ProblemException wrongType(JsonMappingException failure, String expectation) {
        String pointer = JsonPointers.of(failure.getPath());
        String detail = "At " + (pointer.isEmpty() ? "the top of the body" : pointer) + ": " + expectation + ".";
        return new ProblemException(
                PlatformProblem.WRONG_TYPE, detail, List.of(new ProblemError("wrong-type", detail, pointer)));
    }

    private static ProblemException invalid(JsonMappingException failure, String detail) {
        return ValidationProblems.of(List.of(new ProblemError("invalid", detail, JsonPointers.of(failure.getPath()))));
    }

    /** A string where a string belongs, but none that the type knows: a UUID of 7 characters, the 31st of February. */
    private static boolean isUnknownValue(InvalidFormatException format) {
        Class<?> target = format.getTargetType();
        return format.getValue() instanceof String
                && target != null
                && !target.isPrimitive()
                && !Number.class.isAssignableFrom(target)
                && target != Boolean.class;
    }

    private static String describe(InvalidFormatException format) {
        Object[] constants = format.getTargetType().getEnumConstants();
        if (constants != null) {
            return "must be one of "
                    + Arrays.stream(constants).map(Object::toString).collect(Collectors.joining(", "));
        }
        return "must be " + nameOf(format.getTargetType());
    }

    /** What a value type of ours says of a text that it refuses; it writes for callers. */
    private static String reasonOf(ValueInstantiationException refused) {
        Throwable cause = refused.getCause();
        return cause instanceof IllegalArgumentException && cause.getMessage() != null
                ? cause.getMessage()
                : "is not a value of this field";
    }

    private static String nameOf(@Nullable Class<?> type) {
        if (type == null) {
            return "of another type";
        }
        if (type == boolean.class || type == Boolean.class) {
            return "true or false";
        }
        if (type == int.class || type == Integer.class || type == long.class || type == Long.class) {
            return "an integer";
        }
        if (type.isPrimitive() || Number.class.isAssignableFrom(type)) {
            return "a number";
        }
        if (Collection.class.isAssignableFrom(type) || type.isArray()) {
            return "an array";
        }
        if (type == String.class || type.isEnum()) {
            return "a string";
        }
        return switch (type.getSimpleName()) {
            case "UUID" -> "a UUID in its 36 characters";
            case "Instant", "OffsetDateTime" -> "an ISO 8601 instant such as 2026-01-31T12:00:00Z";
            case "LocalDate" -> "an ISO 8601 date such as 2026-01-31";
            case "URI" -> "a URI";
            case "E164Number" -> "a string with a telephone number such as +4930123456";
            default -> "an object";
        };
    }
}
