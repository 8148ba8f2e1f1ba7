package dev.trunkline.local;

import java.io.Serial;

/** The stack cannot do what was asked; the message is one sentence for the person at the terminal. */
public final class StackException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    public StackException(String message) {
        super(message);
    }

    public StackException(String message, Throwable cause) {
        super(message, cause);
    }
}
