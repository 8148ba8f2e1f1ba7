package dev.trunkline.operator.operation;

import dev.trunkline.contracts.event.CommandAnswered;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;

/** A feature that acts when number-service answered one of its commands. Implementations are CDI beans. */
public interface CommandListener {

    /**
     * Called once for each command, with its first answer, in the transaction that stores it.
     *
     * @param operationId that the command belongs to
     */
    void answered(Connection connection, CommandAnswered answer, UUID operationId) throws SQLException;
}
