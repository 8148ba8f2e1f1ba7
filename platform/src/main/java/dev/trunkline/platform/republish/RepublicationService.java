package dev.trunkline.platform.republish;

import dev.trunkline.contracts.Ids;
import dev.trunkline.platform.background.AfterCommit;
import dev.trunkline.platform.problem.ProblemError;
import dev.trunkline.platform.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Takes requests for republications, in the caller's transaction. */
@ApplicationScoped
class RepublicationService {

    private final DataSource dataSource;
    private final Republisher republisher;
    private final AfterCommit afterCommit;
    private final RepublicationStore store = new RepublicationStore();

    RepublicationService(DataSource dataSource, Republisher republisher, AfterCommit afterCommit) {
        this.dataSource = dataSource;
        this.republisher = republisher;
        this.afterCommit = afterCommit;
    }

    RepublicationView request(@Nullable String topic, String requestedBy) {
        if (topic != null && !republisher.topics().contains(topic)) {
            String detail = "This service owns the state of " + republisher.topics()
                    + "; name one of them, or none to say all of it again.";
            throw new ProblemException(
                    RepublicationProblem.UNKNOWN_TOPIC,
                    detail,
                    List.of(new ProblemError("unknown-topic", detail, "/topic")));
        }
        UUID id = Ids.next();
        try (Connection connection = dataSource.getConnection()) {
            store.add(connection, id, topic, requestedBy);
        } catch (SQLException e) {
            throw new IllegalStateException("the republication could not be stored", e);
        }
        afterCommit.run(republisher::wake);
        return find(id);
    }

    RepublicationView find(UUID id) {
        try (Connection connection = dataSource.getConnection()) {
            return store.find(connection, id)
                    .orElseThrow(() -> new ProblemException(
                            RepublicationProblem.NOT_FOUND,
                            "There is no republication " + id + "; those that finished a month ago are forgotten."));
        } catch (SQLException e) {
            throw new IllegalStateException("the republication could not be read", e);
        }
    }
}
