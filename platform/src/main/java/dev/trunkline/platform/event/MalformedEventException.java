package dev.trunkline.platform.event;

/** A record that is no event of ours: an attribute is missing or wrong, or the body cannot be read. Its text shows no payload. */
public class MalformedEventException extends Exception {

    private static final long serialVersionUID = 1L;

    public MalformedEventException(String message) {
        super(message);
    }

    public MalformedEventException(String message, Throwable cause) {
        super(message, cause);
    }
}
