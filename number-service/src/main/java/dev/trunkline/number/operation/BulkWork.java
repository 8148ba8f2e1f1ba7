package dev.trunkline.number.operation;

import dev.trunkline.number.inventory.Moment;
import dev.trunkline.number.inventory.PhoneNumber;
import dev.trunkline.platform.problem.ProblemError;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** One kind of work in sets; a bean of the feature that can do it. */
public interface BulkWork {

    /** The field that names the number, of every kind. */
    String NUMBER = "telephoneNumber";

    OperationKind kind();

    /** The fields that a row may have, {@link #NUMBER} among them. */
    Set<String> fields();

    /** Those of the fields whose values are integers in JSON. */
    default Set<String> countingFields() {
        return Set.of();
    }

    /** What is wrong with the fields of a row in themselves, found before it is accepted; pointers are names of fields. */
    List<ProblemError> faults(Map<String, String> fields);

    /**
     * Holds what must be held before numbers are locked.
     *
     * @param connection of the background role, in a transaction: name the tenant in every predicate
     */
    Batch begin(Connection connection, UUID tenantId, List<BulkRow> rows) throws SQLException;

    /** The rows of one transaction. */
    interface Batch {

        /** Reads for all numbers at once what is locked after them. */
        default void locked(List<Ready> rows) throws SQLException {}

        /** Does one row, in number order; changes the number by its behaviours or not at all. */
        BulkDecision decide(Ready row, Moment now);
    }

    /** A row whose number is locked and has not changed since it was accepted. */
    record Ready(BulkRow row, PhoneNumber number) {}
}
