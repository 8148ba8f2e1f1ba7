package dev.trunkline.number.inventory;

import dev.trunkline.platform.persistence.PlainInsertion;
import dev.trunkline.platform.persistence.RowKinds;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** New holdings in sets, in number order. */
final class NumberInsertion {

    private static final String INSERT =
            "insert into phone_number (" + NumberRow.COLUMNS + ") select " + NumberRow.COLUMNS
                    + """
                     from unnest(?::uuid[], ?::bigint[], ?::bigint[], ?::integer[]) as n (holding_id, number, revision, kind)
                     join jsonb_to_recordset(?::jsonb) as k (kind integer,
                    """
                    + NumberRow.TYPED_KIND_COLUMNS
                    + ") using (kind) order by number";

    private static final String INSERT_WHAT_FITS = INSERT + " on conflict do nothing returning holding_id";

    private NumberInsertion() {}

    /**
     * Inserts what no other holding stands in the way of; mostly none does.
     *
     * @return the holdings that were inserted
     */
    static Set<UUID> insert(Connection connection, List<PhoneNumber> numbers) throws SQLException {
        if (numbers.isEmpty()) {
            return Set.of();
        }
        if (PlainInsertion.succeeds(connection, () -> insertPlainly(connection, numbers))) {
            return numbers.stream().map(PhoneNumber::holdingId).collect(Collectors.toSet());
        }
        Set<UUID> inserted = new HashSet<>();
        try (PreparedStatement statement = insertion(connection, INSERT_WHAT_FITS, numbers);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                inserted.add(rows.getObject(1, UUID.class));
            }
        }
        return inserted;
    }

    private static void insertPlainly(Connection connection, List<PhoneNumber> numbers) throws SQLException {
        try (PreparedStatement statement = insertion(connection, INSERT, numbers)) {
            statement.executeUpdate();
        }
    }

    private static PreparedStatement insertion(Connection connection, String sql, List<PhoneNumber> numbers)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        RowKinds<NumberRow.Kind> kinds = new RowKinds<>();
        Integer[] kindOf =
                numbers.stream().map(NumberRow.Kind::of).map(kinds::numberOf).toArray(Integer[]::new);
        statement.setArray(
                1,
                connection.createArrayOf(
                        "uuid", numbers.stream().map(PhoneNumber::holdingId).toArray()));
        statement.setArray(
                2,
                connection.createArrayOf(
                        "bigint",
                        numbers.stream().map(number -> number.e164().digits()).toArray(Long[]::new)));
        statement.setArray(
                3,
                connection.createArrayOf(
                        "bigint", numbers.stream().map(PhoneNumber::revision).toArray(Long[]::new)));
        statement.setArray(4, connection.createArrayOf("integer", kindOf));
        statement.setString(5, kinds.json(NumberRow.Kind::columns));
        return statement;
    }
}
