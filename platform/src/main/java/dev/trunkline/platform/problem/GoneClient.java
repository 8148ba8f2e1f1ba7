package dev.trunkline.platform.problem;

import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.StreamResetException;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.Objects;
import java.util.regex.Pattern;

/** Clients that go away before they have sent everything or were answered: nobody hears an answer, and nothing is wrong here. */
public final class GoneClient {

    private static final Pattern BY_MESSAGE =
            Pattern.compile("(?i).*(connection reset|broken pipe|connection was closed|connection has been closed).*");

    private GoneClient() {}

    /** Whether a failure is no more than that: the connection is closed, and the failure says so. */
    public static boolean explains(Throwable failure, HttpServerResponse response) {
        if (!response.closed()) {
            return false;
        }
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof HttpClosedException
                    || cause instanceof ClosedChannelException
                    || cause instanceof StreamResetException
                    || (cause instanceof IOException
                            && BY_MESSAGE
                                    .matcher(Objects.requireNonNullElse(cause.getMessage(), ""))
                                    .matches())) {
                return true;
            }
        }
        return false;
    }
}
