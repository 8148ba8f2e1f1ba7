package dev.trunkline.number.operation;

import dev.trunkline.platform.problem.ProblemError;
import dev.trunkline.platform.problem.ValidationProblems;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** What every request for bulk work says beside its rows. A {@code @BeanParam}. */
public class BulkRequest {

    static final String CSV = "text/csv";
    private static final int LONGEST_REASON = 500;

    @PathParam("tenantId")
    UUID tenantId;

    @Parameter(description = "The history of each number keeps it; at most 500 characters")
    @QueryParam("reason")
    @Nullable
    String reason;

    @Parameter(hidden = true)
    @HeaderParam(HttpHeaders.CONTENT_TYPE)
    @Nullable
    String contentType;

    /** For Jakarta REST, which fills the fields. */
    @SuppressWarnings("NullAway.Init")
    public BulkRequest() {}

    @Nullable
    String reason() {
        if (reason != null && reason.length() > LONGEST_REASON) {
            throw ValidationProblems.of(
                    List.of(new ProblemError("invalid", "reason has at most " + LONGEST_REASON + " characters", null)));
        }
        return reason;
    }

    boolean isJson() {
        return contentType != null && MediaType.valueOf(contentType).isCompatible(MediaType.APPLICATION_JSON_TYPE);
    }
}
