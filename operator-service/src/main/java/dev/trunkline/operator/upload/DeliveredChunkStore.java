package dev.trunkline.operator.upload;

import dev.trunkline.contracts.RowOutcome;
import dev.trunkline.contracts.event.UploadChunkApplied;
import dev.trunkline.operator.order.OrderDeliveries.Delivery;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Chunks of which every row was delivered: one row for all of them, where a result for each row would be a new version of each. Rows that are
 * told apart by nothing but their chunk stay as they are and are read as delivered.
 */
@ApplicationScoped
class DeliveredChunkStore {

    private static final String KNOWN =
            "select 1 from delivered_chunks where upload_id = ? and attempt = ? and chunk = ? and operator_id = ? and tenant_id = ?";

    /** In the order of their lines, as the answer has them. */
    private static final String ROWS =
            """
            select line, telephone_number, order_line
            from upload_rows
            where upload_id = ? and operator_id = ? and tenant_id = ? and line between ? and ? and attempt = ? and %s
            order by line
            """;

    private static final String RECORD =
            """
            with delivered as (
                insert into delivered_chunks (upload_id, attempt, chunk, operator_id, tenant_id, lines)
                values (?, ?, ?, ?, ?, int4range(?, ?, '[]'))
            )
            update uploads set accepted = accepted + ?, under_way = under_way - ? where upload_id = ? and operator_id = ?
            """;

    /** Whether the chunk was delivered whole before, so that no answer to it says anything new. */
    boolean isKnown(Connection connection, UploadChunkApplied answer) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(KNOWN)) {
            statement.setObject(1, answer.uploadId());
            statement.setInt(2, answer.attempt());
            statement.setInt(3, answer.chunk());
            statement.setObject(4, answer.operatorId());
            statement.setObject(5, answer.tenantId());
            try (ResultSet row = statement.executeQuery()) {
                return row.next();
            }
        }
    }

    /**
     * Records the chunk as delivered whole if that is what the answer says of all rows that wait for it, and of no others.
     *
     * @return its numbers; empty when the rows need results of their own
     */
    Optional<List<Delivery>> settle(Connection connection, UploadChunkApplied answer) throws SQLException {
        List<UploadChunkApplied.Row> rows = answer.rows();
        if (answer.dryRun() || rows.isEmpty() || !rows.stream().allMatch(DeliveredChunkStore::isPlainlyDelivered)) {
            return Optional.empty();
        }
        List<Delivery> waiting = waiting(connection, answer);
        if (waiting.size() != rows.size()) {
            return Optional.empty();
        }
        record(connection, answer);
        return Optional.of(waiting);
    }

    private static boolean isPlainlyDelivered(UploadChunkApplied.Row row) {
        return row.outcome() == RowOutcome.DELIVERED && row.code() == null && row.detail() == null;
    }

    /** The rows that wait, as far as they are those of the answer; one more if there are others. */
    private static List<Delivery> waiting(Connection connection, UploadChunkApplied answer) throws SQLException {
        List<UploadChunkApplied.Row> rows = answer.rows();
        try (PreparedStatement statement =
                connection.prepareStatement(ROWS.formatted(AttemptRows.of(answer.attempt())))) {
            statement.setObject(1, answer.uploadId());
            statement.setObject(2, answer.operatorId());
            statement.setObject(3, answer.tenantId());
            statement.setInt(4, (int) rows.get(0).row());
            statement.setInt(5, (int) rows.get(rows.size() - 1).row());
            statement.setInt(6, answer.attempt());
            List<Delivery> waiting = new ArrayList<>(rows.size());
            try (ResultSet row = statement.executeQuery()) {
                while (row.next() && waiting.size() < rows.size()) {
                    UploadChunkApplied.Row expected = rows.get(waiting.size());
                    long number = row.getLong("telephone_number");
                    if (row.getLong("line") != expected.row()
                            || number != expected.telephoneNumber().digits()) {
                        return List.of();
                    }
                    waiting.add(new Delivery(row.getInt("order_line"), number));
                }
                return row.isAfterLast() ? waiting : List.of();
            }
        }
    }

    private static void record(Connection connection, UploadChunkApplied answer) throws SQLException {
        List<UploadChunkApplied.Row> rows = answer.rows();
        try (PreparedStatement statement = connection.prepareStatement(RECORD)) {
            statement.setObject(1, answer.uploadId());
            statement.setInt(2, answer.attempt());
            statement.setInt(3, answer.chunk());
            statement.setObject(4, answer.operatorId());
            statement.setObject(5, answer.tenantId());
            statement.setInt(6, (int) rows.get(0).row());
            statement.setInt(7, (int) rows.get(rows.size() - 1).row());
            statement.setInt(8, rows.size());
            statement.setInt(9, rows.size());
            statement.setObject(10, answer.uploadId());
            statement.setObject(11, answer.operatorId());
            statement.executeUpdate();
        }
    }
}
