package dev.trunkline.number.enablement;

import dev.trunkline.contracts.event.EnablementChanged;
import dev.trunkline.platform.inbox.InboundEvent;
import dev.trunkline.platform.inbox.InboxTransaction;
import java.sql.SQLException;

/** A feature that acts when a consent was applied. Implementations are CDI beans. */
public interface EnablementListener {

    /**
     * Called with the gate of the consent passed alone, after it was applied, in the same transaction.
     *
     * @param enablement as this service knows it now
     * @param told what tenant-service said, an {@link EnablementChanged}; older than what is known when it says its state again
     */
    void applied(InboxTransaction transaction, Enablement enablement, InboundEvent told) throws SQLException;
}
