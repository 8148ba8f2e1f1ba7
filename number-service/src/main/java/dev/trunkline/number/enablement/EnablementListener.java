package dev.trunkline.number.enablement;

import dev.trunkline.platform.inbox.InboxTransaction;
import java.sql.SQLException;

/** A feature that acts when a consent was applied. Implementations are CDI beans. */
public interface EnablementListener {

    /** Called with the gate of the consent passed alone, after it was applied, in the same transaction. */
    void applied(InboxTransaction transaction, Enablement enablement) throws SQLException;
}
