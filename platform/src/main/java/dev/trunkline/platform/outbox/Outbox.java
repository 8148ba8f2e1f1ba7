package dev.trunkline.platform.outbox;

import dev.trunkline.contracts.event.Event;
import dev.trunkline.platform.background.AfterCommit;
import dev.trunkline.platform.event.TraceContext;
import dev.trunkline.platform.web.Caller;
import io.quarkus.arc.Arc;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.BitSet;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Where events wait until Kafka has them.
 *
 * <p>Append last: the aggregate was read under a lock and changed before, in the same transaction. Only then do the ids of one
 * aggregate's rows follow the order of its commits.
 */
@ApplicationScoped
public class Outbox {

    private final OutboxStore store;
    private final OutboxRelay relay;
    private final DataSource dataSource;
    private final AfterCommit afterCommit;
    private final Instance<Caller> caller;

    Outbox(
            OutboxStore store,
            OutboxRelay relay,
            DataSource dataSource,
            AfterCommit afterCommit,
            Instance<Caller> caller) {
        this.store = store;
        this.relay = relay;
        this.dataSource = dataSource;
        this.afterCommit = afterCommit;
        this.caller = caller;
    }

    /**
     * Appends in the current transaction of the request path; the caller's correlation travels with it.
     *
     * @throws IllegalStateException outside a transaction, or when the database refuses
     * @throws IllegalArgumentException for a payload over 512 KiB: split it
     */
    public void append(Event event) {
        append(List.of(event));
    }

    /** Appends several in their order, in few round trips; otherwise as {@link #append(Event)}. */
    public void append(List<? extends Event> events) {
        append(events, new Origin(correlationId(), TraceContext.current()));
    }

    /** Appends in the current transaction what follows from a request that was answered before; otherwise as {@link #append(Event)}. */
    public void append(Event event, Origin origin) {
        append(List.of(event), origin);
    }

    private void append(List<? extends Event> events, Origin origin) {
        afterCommit.requireTransaction();
        List<OutboxEntry> entries = events.stream()
                .map(event -> OutboxEntry.of(event, origin.correlationId(), null, origin.traceparent()))
                .toList();
        BitSet lanes;
        try (Connection connection = dataSource.getConnection()) {
            lanes = store.append(connection, entries);
        } catch (SQLException e) {
            throw new IllegalStateException("events could not be appended to the outbox", e);
        }
        afterCommit.run(() -> relay.wake(lanes));
    }

    private @Nullable String correlationId() {
        return isInRequest() && caller.isResolvable() ? caller.get().correlationId() : null;
    }

    /** A scheduled job has a request context too, but no request. */
    private static boolean isInRequest() {
        return Arc.container().requestContext().isActive()
                && Arc.container().instance(CurrentVertxRequest.class).get().getCurrent() != null;
    }
}
