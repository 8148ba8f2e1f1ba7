package dev.trunkline.operator.number;

import dev.trunkline.contracts.AssignmentStatus;
import dev.trunkline.contracts.E164Number;
import dev.trunkline.contracts.HoldingStatus;
import dev.trunkline.contracts.Usage;
import dev.trunkline.operator.database.Columns;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Looks up the operator's numbers for commands on them. */
@ApplicationScoped
class KnownNumberStore {

    /** Those of the numbers that the operator has in tenants, or in one tenant, and that have not gone. */
    List<KnownNumber> find(
            Connection connection, UUID operatorId, @Nullable UUID tenantId, Collection<E164Number> numbers)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                """
                select telephone_number, tenant_id, holding_id, revision, status, assignment_status, country, usage,
                       additional_usages, mobile, toll_free, city, displayed_country_code
                from numbers
                where operator_id = ? and telephone_number = any (?) and (?::uuid is null or tenant_id = ?::uuid)
                  and status <> 'gone'
                order by telephone_number, tenant_id
                """)) {
            statement.setObject(1, operatorId);
            Columns.setArray(
                    connection,
                    statement,
                    2,
                    "bigint",
                    numbers.stream().map(E164Number::digits).toList());
            statement.setObject(3, tenantId);
            statement.setObject(4, tenantId);
            List<KnownNumber> found = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    found.add(new KnownNumber(
                            new E164Number(row.getLong("telephone_number")),
                            Columns.requiredUuid(row, "tenant_id"),
                            Columns.requiredUuid(row, "holding_id"),
                            row.getLong("revision"),
                            Columns.wire(row, "status", HoldingStatus.class),
                            Columns.wire(row, "assignment_status", AssignmentStatus.class),
                            Columns.text(row, "country"),
                            Columns.wire(row, "usage", Usage.class),
                            Columns.texts(row, "additional_usages").stream()
                                    .map(Usage::fromString)
                                    .toList(),
                            row.getBoolean("mobile"),
                            row.getBoolean("toll_free"),
                            row.getString("city"),
                            row.getString("displayed_country_code")));
                }
            }
            return found;
        }
    }

    /** The number where the operator has it now: held rather than in quarantine. */
    Optional<KnownNumber> find(Connection connection, UUID operatorId, E164Number number) throws SQLException {
        return find(connection, operatorId, null, List.of(number)).stream()
                .min((one, other) -> Boolean.compare(isHeld(other), isHeld(one)));
    }

    private static boolean isHeld(KnownNumber number) {
        return number.status() == HoldingStatus.HELD;
    }
}
