package dev.trunkline.tenant.enablement;

import dev.trunkline.contracts.event.Event;
import dev.trunkline.contracts.event.Topic;
import dev.trunkline.platform.outbox.StateSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says the contact of every live enablement again, for operator-service; where it was removed there is none any more. */
@ApplicationScoped
class ContactStateSource implements StateSource {

    private final EnablementStore enablements;

    ContactStateSource(EnablementStore enablements) {
        this.enablements = enablements;
    }

    @Override
    public Topic topic() {
        return Topic.ENABLEMENT_CONTACTS;
    }

    @Override
    public Page pageAfter(Connection connection, @Nullable String lastKey, int limit) throws SQLException {
        EnablementKey after = lastKey == null ? null : EnablementKey.parse(lastKey);
        List<Enablement> page = enablements.lockPage(connection, after, true, limit);
        List<Event> events =
                page.stream().<Event>map(EnablementEvents::contactChanged).toList();
        return new Page(
                events,
                page.size() < limit ? null : page.get(page.size() - 1).key().toString());
    }
}
