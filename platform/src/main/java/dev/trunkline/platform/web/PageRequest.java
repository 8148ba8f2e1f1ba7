package dev.trunkline.platform.web;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Which page of a list the caller wants. A {@code @BeanParam} of list resources; sorted by a unique key, so that pages neither skip nor
 * repeat while rows come and go.
 */
public class PageRequest {

    public static final int DEFAULT_LIMIT = 500;
    public static final int MAX_LIMIT = 1_000;

    @QueryParam("pageToken")
    @Nullable
    String pageToken;

    @QueryParam("limit")
    @DefaultValue("500")
    int limit = DEFAULT_LIMIT;

    /**
     * Rows in the page, 1 to 1,000.
     *
     * @throws dev.trunkline.platform.problem.ProblemException 422 for a limit out of bounds
     */
    public int limit() {
        return limit;
    }

    /**
     * The key after which the page begins; null for the first page.
     *
     * @throws dev.trunkline.platform.problem.ProblemException 422 for a token that is none of ours
     */
    public @Nullable String afterKey() {
        return pageToken == null ? null : new String(Base64.getUrlDecoder().decode(pageToken), StandardCharsets.UTF_8);
    }

    static String tokenAfter(String key) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(key.getBytes(StandardCharsets.UTF_8));
    }
}
