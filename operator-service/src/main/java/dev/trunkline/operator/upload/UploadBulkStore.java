package dev.trunkline.operator.upload;

import dev.trunkline.operator.database.Columns;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayOutputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** Writes and judges the rows of an upload as sets. */
@ApplicationScoped
class UploadBulkStore {

    private static final int WRITE_AT_ONCE = 32 * 1024;

    private static final String COPY = "copy upload_staging (upload_id, %s) from stdin".formatted(CopyText.COLUMNS);

    private static final String ANY_REPEATED =
            """
            select exists (
                select 1 from upload_staging
                where upload_id = ? and status = 'pending'
                group by telephone_number
                having count(*) > 1)
            """;

    /** Where no number comes twice: as they are, without sorting them by number. */
    private static final String COPY_AS_IT_IS =
            """
            insert into upload_rows (upload_id, order_id, operator_id, tenant_id, %1$s)
            select ?, ?, ?, ?, %1$s
            from upload_staging
            where upload_id = ?
            """
                    .formatted(CopyText.COLUMNS);

    /** Of each number the first row stands; no join, so that no plan for few rows meets a million. */
    private static final String COPY_FIRST =
            """
            with numbered as (
                select m.*, min(m.line) over numbers as first_line,
                    min(coalesce(m.source_line, m.line)) over numbers as first_source_line
                from upload_staging m
                where upload_id = ?
                window numbers as (partition by case when m.status = 'pending' then m.telephone_number end)
            )
            insert into upload_rows (upload_id, order_id, operator_id, tenant_id, %1$s)
            select ?, ?, ?, ?, line, submitted_number, telephone_number, order_line, country, service, usage, additional_usages,
                mobile, toll_free, city, civic_address_id, location_id, allow_tenant_address_update, displayed_country_code, labels,
                case when repeated then 'rejected' else status end,
                case when repeated then 'duplicate-in-upload' else code end,
                case when repeated then 'The number is in line ' || first_source_line || ' already.' else detail end,
                source_line, submitted
            from (select n.*, n.status = 'pending' and n.line > n.first_line as repeated from numbered n) r
            """
                    .formatted(CopyText.COLUMNS);

    /** A statement of its own: returning a million rows from it would write all of them aside once more. */
    private static final String CLEAR = "delete from upload_staging where upload_id = ?";

    /** Numbers that other uploads of the order, which has few that run, have not brought yet. What is rejected meanwhile was on the way. */
    private static final String ON_THE_WAY =
            """

                    select r.order_line, count(*) as numbers
                    from (
                        select u.upload_id, u.attempt, range_agg(c.lines) as lines
                        from uploads u
                        left join delivered_chunks c on c.upload_id = u.upload_id and c.attempt = u.attempt
                        where u.order_id = ? and u.operator_id = ? and u.upload_id <> ? and u.status = 'delivering' and not u.dry_run
                        group by u.upload_id, u.attempt
                    ) u
                    join upload_rows r on r.upload_id = u.upload_id and r.attempt = u.attempt and r.status = 'pending'
                        and (u.lines @> r.line) is not true
                    group by r.order_line""";

    /** Whose rows. */
    record Owner(UUID uploadId, UUID orderId, UUID operatorId, UUID tenantId) {}

    /**
     * Stores rows as they come, in the connection's transaction, and rejects all but the first of each number. COPY does not go into a table with row-level security, so it goes
     * by way of one that only the background role may use and in which no transaction ever leaves a row.
     *
     * @param rows whatever they throw leaves nothing stored
     */
    void store(Connection connection, Owner owner, Iterator<CheckedRow> rows) throws SQLException {
        copy(connection, owner.uploadId(), rows);
        boolean repeated = anyRepeated(connection, owner.uploadId());
        try (PreparedStatement statement = connection.prepareStatement(repeated ? COPY_FIRST : COPY_AS_IT_IS)) {
            int next = 1;
            if (repeated) {
                statement.setObject(next++, owner.uploadId());
            }
            statement.setObject(next++, owner.uploadId());
            statement.setObject(next++, owner.orderId());
            statement.setObject(next++, owner.operatorId());
            statement.setObject(next++, owner.tenantId());
            if (!repeated) {
                statement.setObject(next, owner.uploadId());
            }
            statement.executeUpdate();
        }
        try (PreparedStatement statement = connection.prepareStatement(CLEAR)) {
            statement.setObject(1, owner.uploadId());
            statement.executeUpdate();
        }
    }

    private static boolean anyRepeated(Connection connection, UUID uploadId) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(ANY_REPEATED)) {
            statement.setObject(1, uploadId);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    private static void copy(Connection connection, UUID uploadId, Iterator<CheckedRow> rows) throws SQLException {
        CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(COPY);
        try {
            ByteArrayOutputStream buffer = new ByteArrayOutputStream(2 * WRITE_AT_ONCE);
            while (rows.hasNext()) {
                buffer.writeBytes(CopyText.of(uploadId, rows.next()));
                if (buffer.size() >= WRITE_AT_ONCE) {
                    copy.writeToCopy(buffer.toByteArray(), 0, buffer.size());
                    buffer.reset();
                }
            }
            copy.writeToCopy(buffer.toByteArray(), 0, buffer.size());
            copy.endCopy();
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }

    /**
     * Rejects rows beyond what is left of their order line: ordered, less delivered, less on the way in other uploads. Numbers that
     * the order has got already take nothing. The order is locked.
     *
     * @param attempt whose rows
     */
    void rejectBeyondQuantity(Connection connection, UUID operatorId, UUID orderId, UUID uploadId, int attempt)
            throws SQLException {
        if (fits(connection, operatorId, orderId, uploadId, attempt)) {
            return;
        }
        OnTheWay elsewhere = onTheWay(connection, operatorId, orderId, uploadId);
        // The statistics know nothing of rows that have just come; a nested loop over a million of them would never
        // end. What is on the way elsewhere is known by then: without nested loops it would be sought in all rows of
        // all uploads.
        nestedLoops(connection, "off");
        try (PreparedStatement statement = connection.prepareStatement(
                """
                with on_the_way as (
                    select * from unnest(?::integer[], ?::bigint[]) as w (order_line, numbers)
                ), free as (
                    select l.line, l.quantity, l.quantity - l.delivered - coalesce(w.numbers, 0) as numbers
                    from order_lines l
                    left join on_the_way w on w.order_line = l.line
                    where l.order_id = ? and l.operator_id = ? and l.telephone_numbers is null
                ), delivered as (
                    select d.telephone_number from order_deliveries d where d.order_id = ? and d.operator_id = ?
                ), numbered as (
                    select r.line, r.order_line, row_number() over (partition by r.order_line order by r.line) as position
                    from upload_rows r
                    where r.upload_id = ? and r.operator_id = ? and r.attempt = ? and r.status = 'pending'
                      and not exists (select 1 from delivered d where d.telephone_number = r.telephone_number)
                ), beyond as (
                    select n.line, f.line as order_line, f.quantity, greatest(f.numbers, 0) as room
                    from numbered n
                    join free f on f.line = n.order_line
                    where n.position > f.numbers
                )
                update upload_rows r
                set status = 'rejected', code = 'quantity-exceeded',
                    detail = 'Line ' || b.order_line || ' of the order has room for ' || b.room || ' more of its '
                        || b.quantity || ' numbers.'
                from beyond b
                where r.upload_id = ? and r.operator_id = ? and r.line = b.line
                """)) {
            Columns.setArray(connection, statement, 1, "integer", elsewhere.lines());
            Columns.setArray(connection, statement, 2, "bigint", elsewhere.numbers());
            int next = 3;
            statement.setObject(next++, orderId);
            statement.setObject(next++, operatorId);
            statement.setObject(next++, orderId);
            statement.setObject(next++, operatorId);
            statement.setObject(next++, uploadId);
            statement.setObject(next++, operatorId);
            statement.setInt(next++, attempt);
            statement.setObject(next++, uploadId);
            statement.setObject(next, operatorId);
            statement.executeUpdate();
        }
        nestedLoops(connection, "on");
    }

    /** How many numbers other uploads bring to which line of the order. */
    private record OnTheWay(List<Integer> lines, List<Long> numbers) {}

    private static OnTheWay onTheWay(Connection connection, UUID operatorId, UUID orderId, UUID uploadId)
            throws SQLException {
        OnTheWay found = new OnTheWay(new ArrayList<>(), new ArrayList<>());
        try (PreparedStatement statement = connection.prepareStatement(ON_THE_WAY)) {
            onTheWay(statement, operatorId, orderId, uploadId);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    found.lines().add(row.getInt("order_line"));
                    found.numbers().add(row.getLong("numbers"));
                }
            }
        }
        return found;
    }

    private static int onTheWay(PreparedStatement statement, UUID operatorId, UUID orderId, UUID uploadId)
            throws SQLException {
        statement.setObject(1, orderId);
        statement.setObject(2, operatorId);
        statement.setObject(3, uploadId);
        return 4;
    }

    /** Whether each order line has room for all rows, even if none of them were delivered before: counting is cheaper than numbering. */
    private static boolean fits(Connection connection, UUID operatorId, UUID orderId, UUID uploadId, int attempt)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                """
                with on_the_way as (%s
                )
                select coalesce(bool_and(coming.numbers + coalesce(w.numbers, 0) <= l.quantity - l.delivered), true)
                from order_lines l
                join (
                    select order_line, count(*) as numbers
                    from upload_rows
                    where upload_id = ? and operator_id = ? and attempt = ? and status = 'pending'
                    group by order_line
                ) coming on coming.order_line = l.line
                left join on_the_way w on w.order_line = l.line
                where l.order_id = ? and l.operator_id = ? and l.telephone_numbers is null
                """
                        .formatted(ON_THE_WAY))) {
            int next = onTheWay(statement, operatorId, orderId, uploadId);
            statement.setObject(next++, uploadId);
            statement.setObject(next++, operatorId);
            statement.setInt(next++, attempt);
            statement.setObject(next++, orderId);
            statement.setObject(next, operatorId);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    /** Rejects what would be delivered while other rows of the upload are rejected: it is to be all or none. */
    void rejectUnlessAll(Connection connection, UUID operatorId, UUID uploadId, int attempt) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                """
                update upload_rows
                set status = 'rejected', code = 'atomic-refused', detail = ?
                where upload_id = ? and operator_id = ? and attempt = ? and status = 'pending' and exists (
                    select 1 from upload_rows r where r.upload_id = ? and r.operator_id = ? and r.status = 'rejected')
                """)) {
            statement.setString(
                    1, "Other rows of the upload are rejected, and it is to be delivered whole or not at all.");
            statement.setObject(2, uploadId);
            statement.setObject(3, operatorId);
            statement.setInt(4, attempt);
            statement.setObject(5, uploadId);
            statement.setObject(6, operatorId);
            statement.executeUpdate();
        }
    }

    /** For the statements that follow in the transaction. */
    private static void nestedLoops(Connection connection, String setting) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("select set_config('enable_nestloop', ?, true)")) {
            statement.setString(1, setting);
            statement.execute();
        }
    }
}
