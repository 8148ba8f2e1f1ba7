package dev.trunkline.platform.idempotency;

import dev.trunkline.platform.web.Digests;
import jakarta.enterprise.context.RequestScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** The digest of the current request's query and body, taken while the body streams by. */
@RequestScoped
class RequestDigest {

    private @Nullable DigestInputStream body;

    InputStream taking(InputStream stream) {
        body = new LeftOpen(stream);
        return body;
    }

    /** Reads what nobody has read yet. */
    void drain() {
        if (body != null) {
            drained(body);
        }
    }

    /** Reads what nobody has read yet, then gives the digest in hexadecimal digits. To be called once. */
    String finish(@Nullable String query) {
        MessageDigest digest = body == null ? Digests.sha256() : drained(body);
        digest.update((byte) 0);
        digest.update((query == null ? "" : query).getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(digest.digest());
    }

    /** A reader that closes it has not always read it to the end. */
    private static final class LeftOpen extends DigestInputStream {

        LeftOpen(InputStream stream) {
            super(stream, Digests.sha256());
        }

        @Override
        public void close() {}
    }

    private static MessageDigest drained(DigestInputStream stream) {
        try {
            stream.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            throw new UncheckedIOException("the rest of the body could not be read", e);
        }
        return stream.getMessageDigest();
    }
}
