package dev.trunkline.number.addresschange;

import dev.trunkline.contracts.AddressChangeStatus;
import dev.trunkline.contracts.HoldingStatus;
import dev.trunkline.contracts.event.Event;
import dev.trunkline.number.inventory.Moment;
import dev.trunkline.number.inventory.NumberChange;
import dev.trunkline.number.inventory.NumberChangeListener;
import dev.trunkline.number.inventory.RestatedWithNumbers;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Ends requests with the stay of their number, in the same transaction, and says all of them again after the numbers. */
@ApplicationScoped
class AddressChangeObsolescence implements NumberChangeListener, RestatedWithNumbers {

    private final AddressChangeStore requests;

    AddressChangeObsolescence(AddressChangeStore requests) {
        this.requests = requests;
    }

    @Override
    public List<Event> changed(Connection connection, List<NumberChange> changes) throws SQLException {
        Set<UUID> left = changes.stream()
                .filter(change -> change.after().status() != HoldingStatus.HELD)
                .map(change -> change.after().holdingId())
                .collect(Collectors.toSet());
        List<Event> events = new ArrayList<>();
        if (left.isEmpty()) {
            return events;
        }
        for (AddressChangeRequest open : requests.lockOpen(connection, left)) {
            AddressChangeRequest obsolete =
                    open.end(AddressChangeStatus.OBSOLETE, "The number has left the tenant.", Moment.read(connection));
            requests.end(connection, obsolete);
            events.add(obsolete.event());
        }
        return events;
    }

    @Override
    public List<Restated> pageAfter(Connection connection, @Nullable UUID lastKey, int limit) throws SQLException {
        return requests.pageAfter(connection, lastKey, limit).stream()
                .map(request -> new Restated(request.requestId(), request.event()))
                .toList();
    }
}
