package dev.trunkline.operator.upload;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Iterator;
import java.util.UUID;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** Writes and judges the rows of an upload as sets. */
@ApplicationScoped
class UploadBulkStore {

    private static final String COPY = "copy upload_staging (upload_id, %s) from stdin".formatted(CopyText.COLUMNS);

    private static final String MOVE =
            """
            with moved as (
                delete from upload_staging where upload_id = ? returning %1$s
            )
            insert into upload_rows (upload_id, order_id, operator_id, tenant_id, %1$s)
            select ?, ?, ?, ?, %1$s
            from moved
            """
                    .formatted(CopyText.COLUMNS);

    /** Whose rows. */
    record Owner(UUID uploadId, UUID orderId, UUID operatorId, UUID tenantId) {}

    /**
     * Stores rows as they come, in the connection's transaction. COPY does not go into a table with row-level security, so it goes
     * by way of one that only the background role may use and in which no transaction ever leaves a row.
     *
     * @param rows whatever they throw leaves nothing stored
     */
    void store(Connection connection, Owner owner, Iterator<CheckedRow> rows) throws SQLException {
        copy(connection, owner.uploadId(), rows);
        try (PreparedStatement statement = connection.prepareStatement(MOVE)) {
            statement.setObject(1, owner.uploadId());
            statement.setObject(2, owner.uploadId());
            statement.setObject(3, owner.orderId());
            statement.setObject(4, owner.operatorId());
            statement.setObject(5, owner.tenantId());
            statement.executeUpdate();
        }
    }

    private static void copy(Connection connection, UUID uploadId, Iterator<CheckedRow> rows) throws SQLException {
        CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(COPY);
        try {
            while (rows.hasNext()) {
                byte[] line = CopyText.of(uploadId, rows.next());
                copy.writeToCopy(line, 0, line.length);
            }
            copy.endCopy();
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }

    /** Rejects all but the first row of each number. */
    void rejectDuplicates(Connection connection, UUID operatorId, UUID uploadId) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                """
                update upload_rows r
                set status = 'rejected', code = 'duplicate-in-upload',
                    detail = 'The number is in line ' || d.first_line || ' already.'
                from (
                    select line, min(line) over (partition by telephone_number) as first_line
                    from upload_rows
                    where upload_id = ? and operator_id = ? and status = 'pending'
                ) d
                where r.upload_id = ? and r.operator_id = ? and r.line = d.line and d.line > d.first_line
                """)) {
            statement.setObject(1, uploadId);
            statement.setObject(2, operatorId);
            statement.setObject(3, uploadId);
            statement.setObject(4, operatorId);
            statement.executeUpdate();
        }
    }

    /**
     * Rejects rows beyond what is left of their order line: ordered, less delivered, less on the way in other uploads. Numbers that
     * the order has got already take nothing. The order is locked.
     */
    void rejectBeyondQuantity(Connection connection, UUID operatorId, UUID orderId, UUID uploadId) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                """
                with free as (
                    select l.line, l.quantity, l.quantity - l.delivered - (
                        select count(*) from upload_rows o
                        where o.order_id = l.order_id and o.order_line = l.line and o.status = 'pending' and o.upload_id <> ?
                    ) as numbers
                    from order_lines l
                    where l.order_id = ? and l.operator_id = ? and l.telephone_numbers is null
                ), numbered as (
                    select r.line, r.order_line, row_number() over (partition by r.order_line order by r.line) as position
                    from upload_rows r
                    where r.upload_id = ? and r.operator_id = ? and r.status = 'pending'
                      and not exists (select 1 from order_deliveries d
                                      where d.order_id = r.order_id and d.telephone_number = r.telephone_number)
                )
                update upload_rows r
                set status = 'rejected', code = 'quantity-exceeded',
                    detail = 'Line ' || f.line || ' of the order has room for ' || greatest(f.numbers, 0) || ' more of its '
                        || f.quantity || ' numbers.'
                from numbered n
                join free f on f.line = n.order_line
                where r.upload_id = ? and r.operator_id = ? and r.line = n.line and n.position > f.numbers
                """)) {
            statement.setObject(1, uploadId);
            statement.setObject(2, orderId);
            statement.setObject(3, operatorId);
            statement.setObject(4, uploadId);
            statement.setObject(5, operatorId);
            statement.setObject(6, uploadId);
            statement.setObject(7, operatorId);
            statement.executeUpdate();
        }
    }
}
