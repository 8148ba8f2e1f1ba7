package dev.trunkline.operator.operation;

import dev.trunkline.operator.database.RequestDatabase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;

/** Shows operations. */
@ApplicationScoped
public class OperationService {

    private final RequestDatabase database;
    private final OperationStore store;

    OperationService(RequestDatabase database, OperationStore store) {
        this.database = database;
        this.store = store;
    }

    @Transactional
    OperationView get(UUID operatorId, UUID operationId) {
        return database.call(connection -> get(connection, operatorId, operationId));
    }

    /**
     * The operation as it is now.
     *
     * @throws dev.trunkline.platform.problem.ProblemException 404
     */
    public OperationView get(Connection connection, UUID operatorId, UUID operationId) throws SQLException {
        return store.find(connection, operatorId, operationId).orElseThrow(OperationProblem::operationNotFound);
    }

    /** The answer to a request that began an operation: 202, and where to follow it. */
    public static Response accepted(UUID operatorId, OperationView operation) {
        return Response.accepted(operation)
                .header(HttpHeaders.LOCATION, "/v1/operators/" + operatorId + "/operations/" + operation.operationId())
                .build();
    }
}
