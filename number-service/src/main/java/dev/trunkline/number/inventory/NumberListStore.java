package dev.trunkline.number.inventory;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * Lists of a tenant's numbers, along the index of (tenant, number): what a page costs does not grow with the numbers before it. A
 * quarantine that is over counts as over, whether or not the job has been by.
 */
@ApplicationScoped
class NumberListStore {

    /** The ranges follow each other, so as many rows of each as are wanted in all are enough. */
    private static final String LIST =
            """
            select listed.*
              from unnest(?, ?) as range(low, high)
             cross join lateral (
                   select %s,
                          case when number_type = 'operatorConnect' then false else is_held_elsewhere(number, tenant_id) end as disputed,
                          %s as waiting
                     from phone_number
                    where tenant_id = ? and number between range.low and range.high
                      and holding_status <> 'gone' and (quarantined_until is null or quarantined_until > ?)
                      %s
                    order by number
                    limit ?) as listed
             order by number
             limit ?
            """;

    private final DataSource dataSource;

    NumberListStore(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** Numbers behind the given one, in the current transaction of the request path. */
    List<PhoneNumber> list(UUID tenantId, NumberFilter filter, long after, int rows, Instant now) {
        List<PhoneNumber> numbers = new ArrayList<>();
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = prepare(connection, "", tenantId, filter, after, rows, now);
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                numbers.add(NumberRow.readListed(row));
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the numbers could not be listed", e);
        }
        return numbers;
    }

    /**
     * The statement of a list with its parameters.
     *
     * @param before what stands before it: nothing, or what asks for its plan
     */
    static PreparedStatement prepare(
            Connection connection, String before, UUID tenantId, NumberFilter filter, long after, int rows, Instant now)
            throws SQLException {
        List<NumberRange> ranges = filter.ranges(after);
        SqlCondition condition = filter.condition(tenantId, now);
        PreparedStatement statement = connection.prepareStatement(
                before + LIST.formatted(NumberRow.COLUMNS, WaitingState.OF_ROW, condition.text()));
        statement.setArray(
                1,
                connection.createArrayOf(
                        "bigint", ranges.stream().map(NumberRange::from).toArray(Long[]::new)));
        statement.setArray(
                2,
                connection.createArrayOf(
                        "bigint", ranges.stream().map(NumberRange::to).toArray(Long[]::new)));
        statement.setObject(3, tenantId);
        statement.setObject(4, now.atOffset(ZoneOffset.UTC));
        int next = condition.set(connection, statement, 5);
        statement.setInt(next, rows);
        statement.setInt(next + 1, rows);
        return statement;
    }
}
