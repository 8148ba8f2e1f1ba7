package dev.trunkline.operator.upload;

import dev.trunkline.contracts.RowCode;
import dev.trunkline.contracts.RowOutcome;
import dev.trunkline.contracts.event.UploadChunkApplied;
import dev.trunkline.operator.database.Columns;
import dev.trunkline.operator.order.OrderDeliveries.Delivery;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Writes the results of chunks, row by row; those of chunks that were delivered whole are {@link DeliveredChunkStore}'s. */
@ApplicationScoped
class ChunkResultsBulkStore {

    private static final String SETTLE =
            """
            with answered as (
                update upload_rows r
                set status = case when v.outcome = 'delivered' and ? then 'deliverable' else v.outcome end, code = v.code,
                    detail = case when v.outcome = 'rejected' then coalesce(v.detail, 'number-service refused the number.')
                                  else v.detail end
                from unnest(?::bigint[], ?::bigint[], ?::text[], ?::text[], ?::text[])
                    as v (line, telephone_number, outcome, code, detail)
                where r.upload_id = ? and r.operator_id = ? and r.tenant_id = ? and r.line = v.line
                  and r.telephone_number = v.telephone_number and r.attempt = ? and r.status = 'pending'
                returning r.order_line, r.telephone_number, r.status
            ), counted as (
                update uploads u
                set accepted = u.accepted + (select count(*) from answered where status <> 'rejected'),
                    rejected = u.rejected + (select count(*) from answered where status = 'rejected'),
                    under_way = u.under_way - (select count(*) from answered)
                where u.upload_id = ? and u.operator_id = ?
            )
            select order_line, telephone_number from answered where status = 'delivered'
            """;

    /** Locks uploads, in the order of their ids. */
    void lock(Connection connection, Collection<UUID> uploadIds) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "select 1 from uploads where upload_id = any (?) order by upload_id for update")) {
            Columns.setArray(connection, statement, 1, "uuid", uploadIds);
            statement.execute();
        }
    }

    /**
     * Gives each row of the chunk that still waits for it its result.
     *
     * @return the numbers that are delivered by it; none of a dry run
     */
    List<Delivery> settle(Connection connection, UploadChunkApplied answer) throws SQLException {
        List<UploadChunkApplied.Row> rows = answer.rows();
        try (PreparedStatement statement = connection.prepareStatement(SETTLE)) {
            statement.setBoolean(1, answer.dryRun());
            array(connection, statement, 2, "bigint", rows.stream().map(UploadChunkApplied.Row::row));
            array(connection, statement, 3, "bigint", rows.stream().map(row -> row.telephoneNumber()
                    .digits()));
            array(connection, statement, 4, "text", rows.stream().map(row -> row.outcome()
                    .wire()));
            array(connection, statement, 5, "text", rows.stream().map(row -> code(row)));
            array(connection, statement, 6, "text", rows.stream().map(UploadChunkApplied.Row::detail));
            statement.setObject(7, answer.uploadId());
            statement.setObject(8, answer.operatorId());
            statement.setObject(9, answer.tenantId());
            statement.setInt(10, answer.attempt());
            statement.setObject(11, answer.uploadId());
            statement.setObject(12, answer.operatorId());
            List<Delivery> delivered = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    delivered.add(new Delivery(row.getInt("order_line"), row.getLong("telephone_number")));
                }
            }
            return delivered;
        }
    }

    private static @Nullable String code(UploadChunkApplied.Row row) {
        RowCode code = row.code();
        if (code == null && row.outcome() == RowOutcome.REJECTED) {
            return RowCode.NUMBER_UNAVAILABLE.wire();
        }
        return code == null ? null : code.wire();
    }

    private static void array(
            Connection connection, PreparedStatement statement, int index, String type, Stream<?> values)
            throws SQLException {
        Columns.setArray(connection, statement, index, type, values.toList());
    }
}
