package dev.trunkline.platform.inbox;

/** So many events fail that their bodies cannot be the reason: none of them may be set aside. */
final class TooMuchPoisonException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    TooMuchPoisonException(int perMinute, Throwable last) {
        super("more than " + perMinute + " events a minute cannot be applied", last);
    }
}
