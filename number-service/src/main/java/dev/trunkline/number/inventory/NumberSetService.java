package dev.trunkline.number.inventory;

import dev.trunkline.contracts.E164Number;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Numbers in sets, for features that work over a connection of their own: one of the background role, which sees every tenant, or one
 * of the request path, which sees the caller's. Sets are locked and inserted in number order, so that two that overlap wait for each other
 * instead of deadlocking.
 */
@ApplicationScoped
public class NumberSetService {

    private final NumberBulkStore store;

    NumberSetService(NumberBulkStore store) {
        this.store = store;
    }

    /**
     * Inserts what no other holding stands in the way of.
     *
     * @return the holdings that were inserted
     */
    public Set<UUID> insert(Connection connection, List<PhoneNumber> numbers) throws SQLException {
        return NumberInsertion.insert(connection, numbers);
    }

    /** Writes numbers that were locked here and then changed. */
    public void update(Connection connection, List<PhoneNumber> numbers) throws SQLException {
        store.update(connection, numbers);
    }

    public List<PhoneNumber> lockHoldings(Connection connection, Collection<UUID> holdings) throws SQLException {
        return store.lockHoldings(connection, holdings);
    }

    /** Locks the numbers assigned to any of the targets; the two lists belong together place by place. */
    public List<PhoneNumber> lockNumbersOfTargets(Connection connection, List<UUID> tenants, List<UUID> targets)
            throws SQLException {
        return store.lockNumbersOfTargets(connection, tenants, targets);
    }

    /** Locks those of the tenant's present holdings that may end so that the number can be delivered to the same tenant. */
    public List<PhoneNumber> lockEndable(Connection connection, UUID tenantId, Collection<E164Number> numbers)
            throws SQLException {
        return store.lockEndable(connection, tenantId, numbers);
    }

    /** Locks those of the numbers whose quarantine is over but not yet ended. */
    public List<PhoneNumber> lockDueQuarantines(Connection connection, Collection<E164Number> numbers)
            throws SQLException {
        return store.lockDueQuarantines(connection, numbers);
    }

    /** Locks up to {@code limit} numbers whose quarantine is over. */
    public List<PhoneNumber> lockDueQuarantines(Connection connection, int limit) throws SQLException {
        return store.lockDueQuarantines(connection, limit);
    }

    /** Locks up to {@code limit} numbers whose release request has waited for its answer at least so long. */
    public List<PhoneNumber> lockUnanswered(Connection connection, Duration waited, int limit) throws SQLException {
        return store.lockUnanswered(connection, waited, limit);
    }

    /** The holdings of these numbers that are not gone, in any tenant. */
    public List<PhoneNumber> present(Connection connection, Collection<E164Number> numbers) throws SQLException {
        return store.present(connection, numbers);
    }

    /** The stays, also those that are over, that an order began for these numbers. */
    public Map<E164Number, UUID> deliveredByOrder(Connection connection, UUID orderId, Collection<E164Number> numbers)
            throws SQLException {
        return store.deliveredByOrder(connection, orderId, numbers);
    }

    /** Those of the users who have a primary number. */
    public Set<UUID> usersWithPrimary(Connection connection, UUID tenantId, Collection<UUID> users)
            throws SQLException {
        return store.usersWithPrimary(connection, tenantId, users);
    }

    /** Those of the numbers that anybody ever held. */
    public Set<E164Number> everHeld(Connection connection, Collection<E164Number> numbers) throws SQLException {
        return store.everHeld(connection, numbers);
    }

    /** The highest revision that each of these numbers ever had; nothing for a number never seen. */
    public Map<E164Number, Long> formerRevisions(Connection connection, Collection<E164Number> numbers)
            throws SQLException {
        return store.formerRevisions(connection, numbers);
    }
}
