package dev.trunkline.platform.web;

import dev.trunkline.platform.problem.PlatformProblem;
import dev.trunkline.platform.problem.ProblemException;
import io.quarkus.runtime.configuration.MemorySize;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** Refuses a body that is too large for its resource, whether its length was declared or shows while it is read. */
@Provider
public class BodyLimit implements ReaderInterceptor {

    private final ResourceInfo resource;
    private final long usual;
    private final long upload;

    BodyLimit(
            ResourceInfo resource,
            @ConfigProperty(name = "trunkline.http.max-body-size") MemorySize usual,
            @ConfigProperty(name = "trunkline.http.max-upload-size") MemorySize upload) {
        this.resource = resource;
        this.usual = usual.asLongValue();
        this.upload = upload.asLongValue();
    }

    @Override
    public Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
        Method method = resource.getResourceMethod();
        long limit = method != null && takesUploads(method) ? upload : usual;
        if (declaredLength(context.getHeaders().getFirst("Content-Length")) > limit) {
            throw tooLarge(limit);
        }
        context.setInputStream(new Limited(context.getInputStream(), limit));
        return context.proceed();
    }

    private static boolean takesUploads(Method method) {
        return method.isAnnotationPresent(LargeBody.class)
                || method.getDeclaringClass().isAnnotationPresent(LargeBody.class);
    }

    private static long declaredLength(@Nullable String contentLength) {
        return contentLength == null ? 0 : Long.parseLong(contentLength);
    }

    static ProblemException tooLarge(long limit) {
        return new ProblemException(
                PlatformProblem.PAYLOAD_TOO_LARGE, "This resource reads up to " + limit + " bytes: split the request.");
    }

    private static final class Limited extends FilterInputStream {

        private final long limit;
        private long seen;

        Limited(InputStream stream, long limit) {
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

        private void count(int bytes) {
            seen += bytes;
            if (seen > limit) {
                throw tooLarge(limit);
            }
        }
    }
}
