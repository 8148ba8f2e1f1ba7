package dev.trunkline.tenant.enablement;

import io.quarkus.agroal.DataSource;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import org.jboss.logging.Logger;

/**
 * Erases again whatever there is of contacts that had to go. Each removal has done it before; but a database that was restored, whole or a
 * table of it, may have them back. Soon after each start, since a restore is followed by one, and then daily. Several replicas may do it at
 * once.
 */
@ApplicationScoped
class ContactErasureJob {

    private static final Logger LOG = Logger.getLogger(ContactErasureJob.class);

    private final javax.sql.DataSource background;
    private final ContactErasure erasure;

    ContactErasureJob(@DataSource("background") javax.sql.DataSource background, ContactErasure erasure) {
        this.background = background;
        this.erasure = erasure;
    }

    @Scheduled(
            identity = "contact-erasure",
            every = "${trunkline.contact-erasure.every:24h}",
            delayed = "${trunkline.contact-erasure.after-start:10s}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void eraseAgain() throws SQLException {
        int erased;
        try (Connection connection = background.getConnection()) {
            erased = erasure.eraseAll(connection);
        }
        if (erased > 0) {
            LOG.warnf("contacts of removed enablements were there again and have been erased: rows=%d", erased);
        }
    }
}
