package dev.trunkline.platform.problem;

import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

/** Makes answers of problems. */
final class ProblemResponses {

    private ProblemResponses() {}

    static Response of(ProblemException problem, UriInfo uri) {
        Response.ResponseBuilder response = Response.status(problem.type().status())
                .type(ProblemView.MEDIA_TYPE)
                .entity(ProblemView.of(problem, uri.getRequestUri().getRawPath()));
        problem.headers().forEach(response::header);
        return response.build();
    }
}
