package dev.trunkline.platform.web;

import dev.trunkline.platform.problem.PlatformProblem;
import dev.trunkline.platform.problem.ProblemException;
import jakarta.ws.rs.core.EntityTag;
import org.jspecify.annotations.Nullable;

/** Entity tags made of revisions (RFC 9110, section 8.8.3). */
public final class EntityTags {

    private EntityTags() {}

    public static EntityTag of(long revision) {
        return new EntityTag(Long.toString(revision));
    }

    /**
     * For actions whose {@code If-Match} is the caller's choice.
     *
     * @throws ProblemException 412 when the header is there and stale
     */
    public static void requireMatchIfGiven(@Nullable String ifMatch, long current) {
        if (ifMatch != null) {
            requireMatch(ifMatch, current);
        }
    }

    /**
     * Lets a change pass only when the caller saw the present revision.
     *
     * @param ifMatch the header as it came; {@code *} matches any
     * @throws ProblemException 428 without the header, 412 when it is stale
     */
    public static void requireMatch(@Nullable String ifMatch, long current) {
        String expected = "\"" + current + "\"";
        if (ifMatch == null) {
            throw new ProblemException(
                    PlatformProblem.PRECONDITION_REQUIRED,
                    "Read the resource and send its ETag in the header If-Match; it is now " + expected + ".");
        }
        for (String tag : ifMatch.split(",", -1)) {
            if (tag.strip().equals("*") || tag.strip().equals(expected)) {
                return;
            }
        }
        throw new ProblemException(
                PlatformProblem.PRECONDITION_FAILED,
                "The resource is now " + expected + ": read it again, decide anew and send that ETag in If-Match.");
    }
}
