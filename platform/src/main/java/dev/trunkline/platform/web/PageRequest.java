package dev.trunkline.platform.web;

import dev.trunkline.platform.problem.PlatformProblem;
import dev.trunkline.platform.problem.ProblemError;
import dev.trunkline.platform.problem.ProblemException;
import dev.trunkline.platform.problem.ValidationProblems;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Which page of a list the caller wants. A {@code @BeanParam} of list resources; sorted by a unique key, so that pages neither skip nor
 * repeat while rows come and go.
 *
 * <p>A token goes on in the list that gave it: with the same path and the same filters.
 */
public class PageRequest {

    public static final int DEFAULT_LIMIT = 500;
    public static final int MAX_LIMIT = 1_000;

    @Parameter(description = "nextPageToken of the page before; absent for the first page")
    @QueryParam("pageToken")
    @Nullable
    String pageToken;

    @Parameter(
            description = "rows in the page",
            schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "1000", defaultValue = "500"))
    @QueryParam("limit")
    @Nullable
    String limit;

    @Context
    @Nullable
    UriInfo uri;

    /**
     * Rows in the page, 1 to 1,000.
     *
     * @throws ProblemException 422 for a limit out of bounds
     */
    public int limit() {
        if (limit == null) {
            return DEFAULT_LIMIT;
        }
        try {
            int rows = Integer.parseInt(limit);
            if (rows >= 1 && rows <= MAX_LIMIT) {
                return rows;
            }
        } catch (NumberFormatException e) {
            // answered below like every other limit that is none
        }
        throw refused("limit must be an integer from 1 to " + MAX_LIMIT);
    }

    private @Nullable String afterKey() {
        if (pageToken == null) {
            return null;
        }
        ByteBuffer token;
        try {
            token = ByteBuffer.wrap(Base64.getUrlDecoder().decode(pageToken));
        } catch (IllegalArgumentException e) {
            throw strangeToken();
        }
        if (token.remaining() < Long.BYTES || token.getLong() != fingerprint()) {
            throw strangeToken();
        }
        String key = StandardCharsets.UTF_8.decode(token).toString();
        if (key.indexOf('\0') >= 0) {
            throw strangeToken();
        }
        return key;
    }

    /**
     * The key after which the page begins, as the list's own kind of key; null for the first page. Tokens are not signed, so a key may be
     * anything: each list reads it this way.
     *
     * @param parser of a key that {@link Page#of} was given; fails by a runtime exception for any other
     * @throws ProblemException 400 for a token that is none of ours, of another query, or has a key of another kind
     */
    public <K> @Nullable K after(Function<String, K> parser) {
        String key = afterKey();
        if (key == null) {
            return null;
        }
        try {
            return parser.apply(key);
        } catch (RuntimeException e) {
            throw strangeToken();
        }
    }

    String tokenAfter(String key) {
        byte[] text = key.getBytes(StandardCharsets.UTF_8);
        byte[] token = ByteBuffer.allocate(Long.BYTES + text.length)
                .putLong(fingerprint())
                .put(text)
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
    }

    /** Tells queries apart; that nobody makes tokens up is not its business, since a key opens nothing. */
    private long fingerprint() {
        if (uri == null) {
            return 0;
        }
        Map<String, List<String>> filters = new TreeMap<>(uri.getQueryParameters());
        filters.remove("pageToken");
        filters.remove("limit");
        return ByteBuffer.wrap(Digests.sha256(uri.getRequestUri().getRawPath() + filters))
                .getLong();
    }

    private static ProblemException strangeToken() {
        return new ProblemException(
                PlatformProblem.BAD_REQUEST,
                "pageToken must be the nextPageToken of the same list with the same filters; begin anew without it.");
    }

    private static ProblemException refused(String detail) {
        return ValidationProblems.of(List.of(new ProblemError("invalid", detail, null)));
    }
}
