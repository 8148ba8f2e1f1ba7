package dev.trunkline.number.user;

import dev.trunkline.contracts.event.UserChanged;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** A feature that acts when users changed. Implementations are CDI beans. */
public interface UserListener {

    /** Called with the rows of the users locked, after the changes were applied and what they cost was taken back. */
    void usersChanged(Connection connection, List<UserChanged> users) throws SQLException;
}
