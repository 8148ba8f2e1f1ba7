package dev.trunkline.platform.problem;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A problem on the wire (RFC 9457).
 *
 * @param type a stable URI; its last segment is the code to act upon
 * @param instance the path of the request
 * @param errors every single reason, where there are several or they lie in fields
 * @param extensions further members
 */
@Schema(name = "Problem", additionalProperties = Schema.True.class)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ProblemView(
        @Schema(required = true) URI type,
        @Schema(required = true) String title,
        @Schema(required = true) int status,
        @Schema(required = true) String detail,
        @Schema(required = true) String instance,
        List<ProblemError> errors,
        @Schema(hidden = true) @JsonAnyGetter Map<String, Object> extensions) {

    public static final String MEDIA_TYPE = "application/problem+json";

    private static final String TYPE_BASE = "https://trunkline.dev/problems/";

    public ProblemView {
        errors = List.copyOf(errors);
        extensions = Map.copyOf(extensions);
    }

    /** The problem of an exception, met under the given path. */
    public static ProblemView of(ProblemException problem, String path) {
        return new ProblemView(
                URI.create(TYPE_BASE + problem.type().slug()),
                problem.type().title(),
                problem.type().status(),
                problem.detail(),
                path,
                problem.errors(),
                problem.extensions());
    }
}
