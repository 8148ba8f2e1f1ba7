package dev.trunkline.tenant.enablement;

import dev.trunkline.platform.outbox.Outbox;
import dev.trunkline.platform.web.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** What every change of an enablement by its tenant begins and ends with. */
@ApplicationScoped
class EnablementChanges {

    private final EnablementStore enablements;
    private final EnablementHistoryStore history;
    private final Outbox outbox;
    private final Caller caller;

    EnablementChanges(EnablementStore enablements, EnablementHistoryStore history, Outbox outbox, Caller caller) {
        this.enablements = enablements;
        this.history = history;
        this.outbox = outbox;
        this.caller = caller;
    }

    /**
     * The enablement, kept from other writers until the transaction ends.
     *
     * @throws dev.trunkline.platform.problem.ProblemException 404 when there never was one
     */
    Enablement lock(Connection connection, EnablementKey key) throws SQLException {
        return enablements.lock(connection, key).orElseThrow(EnablementQueries::unknown);
    }

    /** Date and revision of the change that the caller makes now. */
    Moment next(Connection connection, Enablement enablement) throws SQLException {
        return enablements.next(connection, enablement.revisions().current(), caller.subject());
    }

    /** Stores the enablement as it is now, with its history, and tells the others. */
    void save(
            Connection connection,
            Enablement enablement,
            EnablementAction action,
            EnablementState before,
            Moment moment,
            @Nullable PendingRemoval removal)
            throws SQLException {
        enablements.update(connection, enablement);
        history.append(connection, enablement, action, before, moment, removal);
        outbox.append(EnablementEvents.changed(enablement));
    }
}
