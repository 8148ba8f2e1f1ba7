package dev.trunkline.platform.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * One of several reasons in a problem.
 *
 * @param code stable, in kebab case
 * @param detail a sentence for the caller that says how to go on
 * @param pointer JSON pointer (RFC 6901) into the request body; absent where the reason lies elsewhere
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "ProblemError")
public record ProblemError(
        @Schema(required = true) String code, @Schema(required = true) String detail, @Nullable String pointer) {}
