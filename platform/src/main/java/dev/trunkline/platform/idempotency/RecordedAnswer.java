package dev.trunkline.platform.idempotency;

import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A first answer.
 *
 * @param requestDigest in hexadecimal digits
 * @param headers those that belong to the answer, not to the connection
 */
record RecordedAnswer(String requestDigest, int status, Map<String, List<String>> headers, @Nullable String body) {

    static final String REPLAYED = "Idempotent-Replayed";

    Response replay() {
        Response.ResponseBuilder response = Response.status(status).header(REPLAYED, "true");
        headers.forEach((name, values) -> values.forEach(value -> response.header(name, value)));
        if (body != null) {
            response.entity(body);
        }
        return response.build();
    }
}
