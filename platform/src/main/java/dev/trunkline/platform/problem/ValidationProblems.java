package dev.trunkline.platform.problem;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** All that bean validation has against a request, in one problem. */
public final class ValidationProblems {

    private static final Set<Class<? extends Annotation>> REQUIRING =
            Set.of(NotNull.class, NotBlank.class, NotEmpty.class);

    private static final Comparator<ProblemError> BY_PLACE = Comparator.comparing(
                    ProblemError::pointer, Comparator.nullsFirst(Comparator.naturalOrder()))
            .thenComparing(ProblemError::code)
            .thenComparing(ProblemError::detail);

    private ValidationProblems() {}

    /**
     * The problem for a set of violations. A field that is missing and must not be has the code {@code required}, any other {@code
     * invalid}.
     */
    public static ProblemException ofViolations(Collection<? extends ConstraintViolation<?>> violations) {
        List<ProblemError> errors = new ArrayList<>();
        for (ConstraintViolation<?> violation : violations) {
            errors.add(new ProblemError(
                    isMissing(violation) ? "required" : "invalid",
                    violation.getMessage(),
                    JsonPointers.of(violation.getPropertyPath())));
        }
        errors.sort(BY_PLACE);
        return of(errors);
    }

    /** The problem for reasons that a service found itself. */
    public static ProblemException of(List<ProblemError> errors) {
        String detail = errors.size() == 1
                ? "Correct " + place(errors.get(0).pointer()) + ": "
                        + errors.get(0).detail()
                : "Correct all that errors names, " + errors.size() + " in number, and send the request again.";
        return new ProblemException(PlatformProblem.VALIDATION_FAILED, detail, errors);
    }

    private static String place(@Nullable String pointer) {
        return pointer == null || pointer.isEmpty() ? "the request" : pointer;
    }

    private static boolean isMissing(ConstraintViolation<?> violation) {
        Class<? extends Annotation> constraint =
                violation.getConstraintDescriptor().getAnnotation().annotationType();
        return REQUIRING.contains(constraint) && isEmpty(violation.getInvalidValue());
    }

    private static boolean isEmpty(@Nullable Object value) {
        return value == null
                || (value instanceof CharSequence text && text.toString().isBlank())
                || (value instanceof Collection<?> items && items.isEmpty());
    }
}
