package dev.trunkline.local.story;

/** There was no answer at all. */
public final class ServiceUnreachableException extends StoryException {

    private static final long serialVersionUID = 1L;

    ServiceUnreachableException(String message, Throwable cause) {
        super(message, cause);
    }
}
