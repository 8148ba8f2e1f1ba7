package dev.trunkline.platform.inbox;

import dev.trunkline.platform.background.SqlFailure;

/** A batch did not pass now; it must be tried again. */
final class BatchFailedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final SqlFailure kind;

    BatchFailedException(SqlFailure kind, Throwable cause) {
        super(kind + ": " + cause, cause);
        this.kind = kind;
    }

    SqlFailure kind() {
        return kind;
    }
}
