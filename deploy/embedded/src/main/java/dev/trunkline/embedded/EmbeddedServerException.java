package dev.trunkline.embedded;

import java.io.Serial;

/** A server could not be started, reached or stopped; the message is one sentence for the person at the terminal. */
public final class EmbeddedServerException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    public EmbeddedServerException(String message) {
        super(message);
    }

    public EmbeddedServerException(String message, Throwable cause) {
        super(message, cause);
    }
}
