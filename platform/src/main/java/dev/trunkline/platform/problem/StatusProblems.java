package dev.trunkline.platform.problem;

import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.WebApplicationException;
import java.util.List;

/** Problems for what the HTTP framework itself refuses with a bare status. */
public final class StatusProblems {

    private StatusProblems() {}

    static ProblemException of(WebApplicationException failure) {
        if (failure instanceof NotFoundException && failure.getCause() != null) {
            return unreadableParameter();
        }
        return of(failure.getResponse().getStatus());
    }

    /** JAX-RS wants 404 for a parameter that it cannot convert; ids in paths have converters of ours, so it was a query's. */
    private static ProblemException unreadableParameter() {
        return ValidationProblems.of(List.of(new ProblemError(
                "invalid", "a query parameter has a value of the wrong form; see the API's description", null)));
    }

    /** The problem for a status of 400 to 499. */
    public static ProblemException of(int status) {
        return switch (status) {
            case 401 -> new ProblemException(PlatformProblem.UNAUTHENTICATED, "Send a token of our issuer.");
            case 403 -> new ProblemException(PlatformProblem.FORBIDDEN, "Ask for a token that has the role.");
            case 404 -> notFound();
            case 405 ->
                new ProblemException(
                        PlatformProblem.METHOD_NOT_ALLOWED,
                        "See the methods of this path in the API's description at /q/openapi.");
            case 406 -> new ProblemException(PlatformProblem.NOT_ACCEPTABLE, "Accept application/json.");
            case 413 -> new ProblemException(PlatformProblem.PAYLOAD_TOO_LARGE, "Send less at a time.");
            case 415 ->
                new ProblemException(
                        PlatformProblem.UNSUPPORTED_MEDIA_TYPE,
                        "Send a Content-Type that the API's description names.");
            default ->
                new ProblemException(
                        PlatformProblem.BAD_REQUEST, "Compare the request with the API's description at /q/openapi.");
        };
    }

    /** The one answer for what is unknown and what is another's: they must not be told apart. */
    public static ProblemException notFound() {
        return new ProblemException(
                PlatformProblem.NOT_FOUND, "Check the path, and that the token is for the owner of it.");
    }
}
