package dev.trunkline.platform.web;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a request prefers (RFC 7240); what cannot be read is passed over, as the standard asks. */
public final class Preferences {

    /** The longest that an answer is kept waiting. */
    public static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    private static final Pattern WAIT = Pattern.compile("(?:^|[,;\\s])wait\\s*=\\s*\"?(\\d{1,6})\"?(?=$|[,;\\s])");

    private Preferences() {}

    /**
     * How long the caller is ready to wait for the outcome.
     *
     * @param prefer the header {@code Prefer} as it came
     * @return from {@code wait=N}, in seconds, at most {@link #LONGEST_WAIT}; zero when nothing is said
     */
    public static Duration waitOf(@Nullable String prefer) {
        if (prefer == null) {
            return Duration.ZERO;
        }
        Matcher wait = WAIT.matcher(prefer.toLowerCase(Locale.ROOT));
        if (!wait.find()) {
            return Duration.ZERO;
        }
        Duration asked = Duration.ofSeconds(Long.parseLong(wait.group(1)));
        return asked.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : asked;
    }
}
