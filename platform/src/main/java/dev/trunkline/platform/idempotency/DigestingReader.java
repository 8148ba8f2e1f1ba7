package dev.trunkline.platform.idempotency;

import dev.trunkline.platform.web.Idempotent;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.IOException;
import java.io.InputStream;

/** Puts the digest between the connection and whoever reads the body of a request with a key. */
@Provider
public class DigestingReader implements ReaderInterceptor {

    private final RequestDigest digest;

    DigestingReader(RequestDigest digest) {
        this.digest = digest;
    }

    @Override
    public Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
        if (context.getHeaders().getFirst(Idempotent.HEADER) != null) {
            context.setInputStream(digest.taking(context.getInputStream()));
        }
        Object entity = context.proceed();
        if (!(entity instanceof InputStream)) {
            digest.drain();
        }
        return entity;
    }
}
