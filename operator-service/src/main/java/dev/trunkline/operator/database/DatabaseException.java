package dev.trunkline.operator.database;

import java.sql.SQLException;

/** A refusal of the database on its way to whoever maps it to an answer: its cause is the {@link SQLException}. */
public final class DatabaseException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public DatabaseException(SQLException cause) {
        super(cause);
    }
}
