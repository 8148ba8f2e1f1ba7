package dev.trunkline.number.inventory;

import dev.trunkline.contracts.event.Event;
import dev.trunkline.contracts.event.NumberSnapshot;
import dev.trunkline.contracts.event.NumbersRestated;
import dev.trunkline.contracts.event.Topic;
import dev.trunkline.platform.outbox.StateSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Says again what is true of every number, of those that are gone too: their projections must not stay behind. */
@ApplicationScoped
class NumberRestatement implements StateSource {

    private static final String OTHERS = "others:";

    private final NumberBulkStore store;
    private final RestatedWithNumbers others;

    NumberRestatement(NumberBulkStore store, RestatedWithNumbers others) {
        this.store = store;
        this.others = others;
    }

    @Override
    public Topic topic() {
        return Topic.NUMBERS;
    }

    @Override
    public Page pageAfter(Connection connection, @Nullable String lastKey, int limit) throws SQLException {
        if (lastKey != null && lastKey.startsWith(OTHERS)) {
            return othersAfter(connection, lastKey.substring(OTHERS.length()), limit);
        }
        List<PhoneNumber> numbers =
                store.pageAfter(connection, lastKey == null ? null : UUID.fromString(lastKey), limit);
        Map<UUID, List<NumberSnapshot>> byTenant = new LinkedHashMap<>();
        numbers.forEach(number -> byTenant.computeIfAbsent(number.tenantId(), tenant -> new ArrayList<>())
                .add(number.snapshot()));
        List<Event> events = new ArrayList<>();
        byTenant.forEach(
                (tenant, items) -> events.addAll(NumberEvents.split(items, part -> new NumbersRestated(tenant, part))));
        boolean last = numbers.size() < limit;
        return new Page(
                events,
                last ? OTHERS : numbers.get(numbers.size() - 1).holdingId().toString());
    }

    private Page othersAfter(Connection connection, String lastKey, int limit) throws SQLException {
        List<RestatedWithNumbers.Restated> page =
                others.pageAfter(connection, lastKey.isEmpty() ? null : UUID.fromString(lastKey), limit);
        return new Page(
                page.stream().map(RestatedWithNumbers.Restated::event).toList(),
                page.size() < limit ? null : OTHERS + page.get(page.size() - 1).key());
    }
}
