package dev.trunkline.local.story;

/** The story cannot go on; the message says why in one sentence. */
public class StoryException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    StoryException(String message) {
        super(message);
    }

    StoryException(String message, Throwable cause) {
        super(message, cause);
    }
}
