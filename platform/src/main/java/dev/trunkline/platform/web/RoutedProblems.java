package dev.trunkline.platform.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.trunkline.platform.problem.ProblemException;
import dev.trunkline.platform.problem.ProblemView;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;

/** Answers with a problem where no resource was reached, and so no mapper does it. */
@ApplicationScoped
public class RoutedProblems {

    private static final int LARGEST_DISCARDED_BODY = 64 * 1024;
    private static final int FOR_THE_ANSWER_MILLIS = 1_000;

    private final ObjectMapper mapper;

    RoutedProblems(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    /**
     * Answers without reading the body: a small one is thrown away, with a larger one goes the connection, once the client had time for the
     * answer.
     */
    public void refuse(RoutingContext context, ProblemException problem) {
        HttpServerRequest request = context.request();
        if (canBeDiscarded(request)) {
            answer(context, problem);
            request.resume();
        } else {
            context.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
            answer(context, problem);
            context.vertx().setTimer(FOR_THE_ANSWER_MILLIS, elapsed -> request.connection()
                    .close());
        }
    }

    private static boolean canBeDiscarded(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        if (length == null) {
            return request.getHeader(HttpHeaders.TRANSFER_ENCODING) == null;
        }
        return length.length() < 9 && Long.parseLong(length) <= LARGEST_DISCARDED_BODY;
    }

    void answer(RoutingContext context, ProblemException problem) {
        SecurityHeaders.set(context);
        problem.headers().forEach((name, value) -> context.response().putHeader(name, value));
        context.response()
                .setStatusCode(problem.type().status())
                .putHeader("Content-Type", ProblemView.MEDIA_TYPE)
                .end(json(ProblemView.of(problem, pathOf(context.request().path()))));
    }

    private static String pathOf(@Nullable String path) {
        return path == null ? "/" : path;
    }

    private String json(ProblemView view) {
        try {
            return mapper.writeValueAsString(view);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a problem can be written", e);
        }
    }
}
