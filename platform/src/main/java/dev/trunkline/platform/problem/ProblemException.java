package dev.trunkline.platform.problem;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Ends a request with a problem+json answer. */
public class ProblemException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What an answer of 500 says: nothing of the inside, and how to ask about it. */
    public static final String TRY_LATER = "Try again later. If it stays, tell us the X-Correlation-Id of this answer.";

    private final transient ProblemType type;
    private final String detail;
    private final transient List<ProblemError> errors;
    private final transient Map<String, Object> extensions = new LinkedHashMap<>();
    private final Map<String, String> headers = new LinkedHashMap<>();

    public ProblemException(ProblemType type, String detail) {
        this(type, detail, List.of());
    }

    /**
     * With reasons.
     *
     * @param detail a sentence for the caller that says how to go on
     */
    public ProblemException(ProblemType type, String detail, List<ProblemError> errors) {
        super(detail);
        this.type = type;
        this.detail = detail;
        this.errors = List.copyOf(errors);
    }

    /** Adds an extension member to the answer (RFC 9457 section 3.2), for example the counts that stand in the way. */
    public ProblemException with(String name, Object value) {
        extensions.put(name, value);
        return this;
    }

    /** Adds a response header, for example {@code Retry-After}. */
    public ProblemException withHeader(String name, String value) {
        headers.put(name, value);
        return this;
    }

    public ProblemType type() {
        return type;
    }

    public String detail() {
        return detail;
    }

    public List<ProblemError> errors() {
        return errors;
    }

    public Map<String, Object> extensions() {
        return Map.copyOf(extensions);
    }

    public Map<String, String> headers() {
        return Map.copyOf(headers);
    }
}
