package dev.trunkline.number.assignment;

import dev.trunkline.contracts.E164Number;
import dev.trunkline.number.inventory.NumberWarning;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A feature that knows what a tenant should know that takes numbers from their targets. A CDI bean. */
public interface UnassignmentAdvice {

    /**
     * Warnings by number; those without any are missing.
     *
     * @param numbers that are assigned, locked
     */
    Map<E164Number, List<NumberWarning>> on(Connection connection, UUID tenantId, Collection<E164Number> numbers)
            throws SQLException;
}
