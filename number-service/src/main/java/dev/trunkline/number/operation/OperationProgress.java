package dev.trunkline.number.operation;

import dev.trunkline.platform.background.Transactions;
import dev.trunkline.platform.web.Stopping;
import io.quarkus.agroal.DataSource;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;

/**
 * Tells how far an operation is until it has ended. Each look is a short transaction of the background role, with the tenant in its
 * predicate: a stream lasts longer than the request that has the tenant's scope.
 */
@ApplicationScoped
class OperationProgress {

    private final Transactions transactions;
    private final OperationQueries queries;
    private final OperationConfig config;
    private final Stopping stopping;

    OperationProgress(
            @DataSource("background") javax.sql.DataSource background,
            OperationQueries queries,
            OperationConfig config,
            Stopping stopping) {
        this.transactions = new Transactions(background, Duration.ofSeconds(5));
        this.queries = queries;
        this.config = config;
        this.stopping = stopping;
    }

    /** Begins at once and ends with the operation's last state, with this process, or after a bounded time. */
    Multi<OperationView> of(UUID tenantId, UUID operationId) {
        long last = System.nanoTime() + config.longestProgressStream().toNanos();
        return Multi.createBy()
                .repeating()
                .uni(() -> Uni.createFrom()
                        .item(() -> read(tenantId, operationId))
                        .runSubscriptionOn(Infrastructure.getDefaultWorkerPool()))
                .withDelay(config.progressEvery())
                .whilst(operation -> !operation.status().hasEnded() && !stopping.isAsked() && System.nanoTime() < last);
    }

    private OperationView read(UUID tenantId, UUID operationId) {
        try {
            return transactions
                    .call(connection -> queries.find(connection, tenantId, operationId))
                    .orElseThrow()
                    .view();
        } catch (SQLException e) {
            throw new IllegalStateException("the operation could not be read", e);
        }
    }
}
