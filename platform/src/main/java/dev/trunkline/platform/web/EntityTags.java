package dev.trunkline.platform.web;

import jakarta.ws.rs.core.EntityTag;
import org.jspecify.annotations.Nullable;

/** Entity tags made of revisions (RFC 9110, section 8.8.3). */
public final class EntityTags {

    private EntityTags() {}

    public static EntityTag of(long revision) {
        return new EntityTag(Long.toString(revision));
    }

    /**
     * Lets a change pass only when the caller saw the present revision.
     *
     * @param ifMatch the header as it came; {@code *} matches any
     * @throws dev.trunkline.platform.problem.ProblemException 428 without the header, 412 when it is stale
     */
    public static void requireMatch(@Nullable String ifMatch, long current) {
        throw new UnsupportedOperationException(ifMatch + current);
    }
}
