package dev.trunkline.operator.upload;

import dev.trunkline.operator.database.Columns;
import dev.trunkline.platform.background.BackgroundLoop;
import dev.trunkline.platform.background.Backoff;
import dev.trunkline.platform.background.Transactions;
import io.quarkus.agroal.DataSource;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;

/** Fails uploads that nobody receives any more: their process died, or could not conclude them. */
@ApplicationScoped
class ReceptionSweeper {

    private static final Logger LOG = Logger.getLogger(ReceptionSweeper.class);

    private final Transactions background;
    private final UploadStore uploads;
    private final UploadConfig config;
    private final BackgroundLoop loop;

    ReceptionSweeper(
            @DataSource("background") javax.sql.DataSource background, UploadStore uploads, UploadConfig config) {
        this.background = new Transactions(background, Duration.ofSeconds(60));
        this.uploads = uploads;
        this.config = config;
        this.loop = new BackgroundLoop(
                "upload-receptions",
                this::turn,
                new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(30)),
                Duration.ofSeconds(5));
    }

    void start(@Observes StartupEvent event) {
        loop.start();
    }

    void stop(@Observes ShutdownEvent event) {
        loop.close();
    }

    private Duration turn() throws SQLException {
        for (UUID uploadId : background.call(ReceptionSweeper::received)) {
            boolean failed = background.call(connection -> Reception.isAbandoned(connection, uploadId)
                    && uploads.fail(
                            connection,
                            uploadId,
                            "The receiving process ended before the upload was whole; nothing was kept."));
            if (failed) {
                LOG.infof("upload=%s failed: nobody receives it any more", uploadId);
            }
        }
        return config.interval();
    }

    private static List<UUID> received(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                        "select upload_id from uploads where status = 'received' order by upload_id limit 100");
                ResultSet rows = statement.executeQuery()) {
            List<UUID> found = new ArrayList<>();
            while (rows.next()) {
                found.add(Columns.requiredUuid(rows, "upload_id"));
            }
            return found;
        }
    }
}
