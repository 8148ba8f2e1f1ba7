package dev.trunkline.platform.republish;

import dev.trunkline.contracts.CoexistenceMode;
import dev.trunkline.contracts.event.Event;
import dev.trunkline.contracts.event.TenantChanged;
import dev.trunkline.contracts.event.Topic;
import dev.trunkline.platform.outbox.StateSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** The state of the application that platform's tests run: so many tenants. */
@ApplicationScoped
public class TenantSource implements StateSource {

    static final int TENANTS = 1_100;

    @Override
    public Topic topic() {
        return Topic.TENANTS;
    }

    @Override
    public Page pageAfter(Connection connection, @Nullable String lastKey, int limit) {
        long first = lastKey == null ? 0 : Long.parseLong(lastKey) + 1;
        long last = Math.min(first + limit, TENANTS) - 1;
        List<Event> events = LongStream.rangeClosed(first, last)
                .<Event>mapToObj(i -> new TenantChanged(new UUID(7, i), i + 1, "Tenant", CoexistenceMode.ISLANDS))
                .toList();
        return new Page(events, last == TENANTS - 1 ? null : Long.toString(last));
    }
}
