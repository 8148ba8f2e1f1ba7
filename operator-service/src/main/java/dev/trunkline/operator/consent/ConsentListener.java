package dev.trunkline.operator.consent;

import dev.trunkline.platform.inbox.InboundEvent;
import dev.trunkline.platform.inbox.InboxTransaction;
import java.sql.SQLException;

/** A feature that acts when a consent has changed. Implementations are CDI beans. */
public interface ConsentListener {

    /**
     * Called after the consent was stored, in the same transaction, which holds its lock. A consent that was known to be newer stays as it
     * is: read it.
     *
     * @param cause its payload is an EnablementChanged
     */
    void changed(InboxTransaction transaction, InboundEvent cause) throws SQLException;
}
