package dev.trunkline.platform.telemetry;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Takes personal data out of the addresses that spans carry: telephone numbers and names in paths, and every value of a query. The route
 * and the parameters' names stay, and so do ids.
 *
 * <p>An attribute can be changed only while its span is open, so it happens at the start, when the instrumentation has set them.
 */
@ApplicationScoped
class SpanMasking implements SpanProcessor {

    private static final List<AttributeKey<String>> PATHS =
            List.of(AttributeKey.stringKey("url.path"), AttributeKey.stringKey("http.target"));
    private static final List<AttributeKey<String>> QUERIES = List.of(AttributeKey.stringKey("url.query"));
    private static final List<AttributeKey<String>> ADDRESSES =
            List.of(AttributeKey.stringKey("url.full"), AttributeKey.stringKey("http.url"));

    /** A segment that is a telephone number, however its plus sign is written, or has an at sign in it. */
    private static final Pattern SEGMENT =
            Pattern.compile("(?<=/)(?:(?:\\+|%2[bB]|%20)?\\d{5,15}|[^/?]*(?:@|%40)[^/?]*)(?=[/?.]|$)");

    private static final Pattern VALUE = Pattern.compile("=[^&]*");

    @Override
    public void onStart(Context parent, ReadWriteSpan span) {
        PATHS.forEach(key -> mask(span, key));
        ADDRESSES.forEach(key -> mask(span, key));
        for (AttributeKey<String> key : QUERIES) {
            String query = span.getAttribute(key);
            if (query != null) {
                span.setAttribute(key, withoutValues(query));
            }
        }
    }

    private static void mask(ReadWriteSpan span, AttributeKey<String> key) {
        String address = span.getAttribute(key);
        if (address != null) {
            span.setAttribute(key, masked(address));
        }
    }

    private static String masked(String address) {
        int query = address.indexOf('?');
        String path = query < 0 ? address : address.substring(0, query);
        String rest = query < 0 ? "" : withoutValues(address.substring(query));
        return SEGMENT.matcher(path).replaceAll("***") + rest;
    }

    private static String withoutValues(String query) {
        return VALUE.matcher(query).replaceAll("=***");
    }

    @Override
    public boolean isStartRequired() {
        return true;
    }

    @Override
    public void onEnd(ReadableSpan span) {
        // Nothing can be changed any more.
    }

    @Override
    public boolean isEndRequired() {
        return false;
    }
}
