package dev.trunkline.platform.web;

import dev.trunkline.platform.problem.PlatformProblem;
import dev.trunkline.platform.problem.ProblemException;
import io.quarkus.runtime.configuration.MemorySize;
import io.vertx.core.Context;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Refuses a body that is too large for its resource, whether its length was declared or shows while it is read, and one that takes too long:
 * a client that sends a byte now and then would keep a thread for as long as it likes.
 */
@Provider
public class BodyLimit implements ReaderInterceptor {

    /** How much may come, and how long it may take. */
    private record Limit(long bytes, Duration time) {}

    private final ResourceInfo resource;
    private final BodyTime time;
    private final Limit usual;
    private final Limit upload;

    BodyLimit(
            ResourceInfo resource,
            BodyTime time,
            @ConfigProperty(name = "trunkline.http.max-body-size") MemorySize usual,
            @ConfigProperty(name = "trunkline.http.max-body-time") Duration usualTime,
            @ConfigProperty(name = "trunkline.http.max-upload-size") MemorySize upload,
            @ConfigProperty(name = "trunkline.http.max-upload-time") Duration uploadTime) {
        this.resource = resource;
        this.time = time;
        this.usual = new Limit(usual.asLongValue(), usualTime);
        this.upload = new Limit(upload.asLongValue(), uploadTime);
    }

    @Override
    public Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
        Method method = resource.getResourceMethod();
        boolean uploads = takesUploads(method);
        Limit limit = uploads ? upload : usual;
        if (declaredLength(context.getHeaders().getFirst("Content-Length")) > limit.bytes()) {
            throw tooLarge(limit.bytes());
        }
        if (!uploads && !Context.isOnEventLoopThread()) {
            time.begin();
        }
        context.setInputStream(new Limited(context.getInputStream(), limit));
        return context.proceed();
    }

    /** Whether bodies of the method may be as large as uploads. */
    public static boolean takesUploads(@Nullable Method method) {
        return method != null
                && (method.isAnnotationPresent(LargeBody.class)
                        || method.getDeclaringClass().isAnnotationPresent(LargeBody.class));
    }

    private static long declaredLength(@Nullable String contentLength) {
        return contentLength == null ? 0 : Long.parseLong(contentLength);
    }

    static ProblemException tooLarge(long limit) {
        return new ProblemException(
                PlatformProblem.PAYLOAD_TOO_LARGE, "This resource reads up to " + limit + " bytes: split the request.");
    }

    private static final class Limited extends FilterInputStream {

        private final Limit limit;
        private final long begun = System.nanoTime();
        private long seen;
        private boolean late;

        Limited(InputStream stream, Limit limit) {
            super(stream);
            this.limit = limit;
        }

        @Override
        public int read() throws IOException {
            int next = super.read();
            count(next < 0 ? 0 : 1);
            return next;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = super.read(buffer, offset, length);
            count(Math.max(read, 0));
            return read;
        }

        /** The server's stream would read the rest first, however long that takes. */
        @Override
        public void close() throws IOException {
            if (!late) {
                super.close();
            }
        }

        private void count(int bytes) {
            seen += bytes;
            if (seen > limit.bytes()) {
                throw tooLarge(limit.bytes());
            }
            if (bytes > 0 && System.nanoTime() - begun > limit.time().toNanos()) {
                late = true;
                throw new ProblemException(
                                PlatformProblem.REQUEST_TIMEOUT,
                                "Send the whole body within " + limit.time().toSeconds() + " seconds, or split it.")
                        .withHeader("Connection", "close");
            }
        }
    }
}
