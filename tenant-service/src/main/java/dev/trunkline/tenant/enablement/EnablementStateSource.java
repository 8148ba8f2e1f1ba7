package dev.trunkline.tenant.enablement;

import dev.trunkline.contracts.event.Event;
import dev.trunkline.contracts.event.Topic;
import dev.trunkline.platform.outbox.StateSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says every enablement again, those that were removed too: they are the order to erase. */
@ApplicationScoped
class EnablementStateSource implements StateSource {

    private final EnablementStore enablements;

    EnablementStateSource(EnablementStore enablements) {
        this.enablements = enablements;
    }

    @Override
    public Topic topic() {
        return Topic.ENABLEMENTS;
    }

    @Override
    public Page pageAfter(Connection connection, @Nullable String lastKey, int limit) throws SQLException {
        EnablementKey after = lastKey == null ? null : EnablementKey.parse(lastKey);
        List<Enablement> page = enablements.lockPage(connection, after, false, limit);
        List<Event> events = page.stream().<Event>map(EnablementEvents::changed).toList();
        return new Page(
                events,
                page.size() < limit ? null : page.get(page.size() - 1).key().toString());
    }
}
