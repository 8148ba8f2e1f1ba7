package dev.trunkline.operator.upload;

import dev.trunkline.contracts.E164Number;
import dev.trunkline.operator.database.Columns;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Rows of an upload as they are read, a page at a time. */
@ApplicationScoped
class UploadRowStore {

    /** Of the rows that say nothing else of themselves, those of earlier attempts and of chunks that came whole are delivered. */
    private static final String PAGE =
            """
            with present as materialized (
                select u.attempt, range_agg(c.lines) as lines
                from uploads u
                left join delivered_chunks c on c.upload_id = u.upload_id and c.attempt = u.attempt
                where u.upload_id = ?
                group by u.attempt
            )
            select r.line, coalesce(r.source_line, r.line) as source_line, r.submitted_number, r.telephone_number, r.usage,
                   r.additional_usages, r.mobile, r.toll_free, r.city, r.civic_address_id, r.location_id,
                   r.allow_tenant_address_update, r.displayed_country_code, r.labels, r.submitted,
                   case when r.status = 'pending'
                             and (r.attempt < (select attempt from present) or (select lines from present) @> r.line)
                        then 'delivered' else r.status end as status, r.code, r.detail
            from upload_rows r
            where r.upload_id = ? and r.operator_id = ? and r.line > ? and %s
            order by r.line
            limit ?
            """;

    private static final String ANY = "true";
    /** Written out, so that the index of those rows alone is seen to serve. */
    private static final String OWN = "r.status = '%s'";

    private static final String DELIVERED =
            """
            (r.status = 'delivered' or (r.status = 'pending'
                and (r.attempt < (select attempt from present) or (select lines from present) @> r.line)))
            """;
    /** Reading goes on behind the chunks that came one after the other, however many rows they are. */
    private static final String PENDING =
            """
            r.%s and r.attempt = (select attempt from present)
            and ((select lines from present) @> r.line) is not true
            and r.line >= coalesce((select max(upper(part)) from present, unnest(lines) part where lower(part) <= ?), 0)
            """;

    /**
     * A row with its result and with what was submitted.
     *
     * @param position what pages are read along
     */
    record StoredRow(int position, UploadRowView result, SubmittedRow submitted) {}

    List<StoredRow> page(
            Connection connection,
            UUID operatorId,
            UUID uploadId,
            @Nullable RowStatus status,
            @Nullable Long after,
            int limit)
            throws SQLException {
        AttemptRows.inOrder(connection);
        String condition = condition(connection, operatorId, uploadId, status);
        try (PreparedStatement statement = connection.prepareStatement(PAGE.formatted(condition))) {
            long last = after == null ? 0 : after;
            int next = 1;
            statement.setObject(next++, uploadId);
            statement.setObject(next++, uploadId);
            statement.setObject(next++, operatorId);
            statement.setLong(next++, last);
            if (status == RowStatus.PENDING) {
                statement.setInt(next++, (int) last + 1);
            }
            statement.setInt(next, limit);
            List<StoredRow> found = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(row(rows));
                }
            }
            return found;
        }
    }

    private static String condition(Connection connection, UUID operatorId, UUID uploadId, @Nullable RowStatus status)
            throws SQLException {
        if (status == null) {
            return ANY;
        }
        return switch (status) {
            case PENDING -> PENDING.formatted(AttemptRows.of(attempt(connection, operatorId, uploadId)));
            case DELIVERED -> DELIVERED;
            case DELIVERABLE, REJECTED, SKIPPED -> OWN.formatted(status.wire());
        };
    }

    private static int attempt(Connection connection, UUID operatorId, UUID uploadId) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("select attempt from uploads where upload_id = ? and operator_id = ?")) {
            statement.setObject(1, uploadId);
            statement.setObject(2, operatorId);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? row.getInt(1) : Upload.FIRST_ATTEMPT;
            }
        }
    }

    private static StoredRow row(ResultSet row) throws SQLException {
        long digits = row.getLong("telephone_number");
        String number = row.wasNull() ? Columns.text(row, "submitted_number") : new E164Number(digits).toString();
        Map<String, String> labels = Columns.jsonTexts(row, "labels");
        int position = row.getInt("line");
        int line = row.getInt("source_line");
        Map<String, String> kept = Columns.jsonTexts(row, "submitted");
        SubmittedRow submitted = SubmittedRow.of(
                position, line, kept == null ? content(row, number) : kept, labels == null ? Map.of() : labels);
        UploadRowView result = new UploadRowView(
                line,
                number,
                Columns.wire(row, "status", RowStatus.class),
                row.getString("code"),
                row.getString("detail"),
                labels);
        return new StoredRow(position, result, submitted);
    }

    /** What the row says, of a row that passed the checks of its form. */
    private static Map<String, String> content(ResultSet row, String number) throws SQLException {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("telephoneNumber", number);
        keep(fields, "usage", row.getString("usage"));
        List<String> additional = Columns.texts(row, "additional_usages");
        keep(fields, "additionalUsages", additional.isEmpty() ? null : String.join("|", additional));
        keep(fields, "mobile", Columns.bool(row, "mobile"));
        keep(fields, "tollFree", Columns.bool(row, "toll_free"));
        keep(fields, "city", row.getString("city"));
        keep(fields, "civicAddressId", Columns.uuid(row, "civic_address_id"));
        keep(fields, "locationId", Columns.uuid(row, "location_id"));
        keep(fields, "allowTenantAddressUpdate", Columns.bool(row, "allow_tenant_address_update"));
        keep(fields, "displayedCountryCode", row.getString("displayed_country_code"));
        return fields;
    }

    private static void keep(Map<String, String> fields, String name, @Nullable Object value) {
        if (value != null) {
            fields.put(name, value.toString());
        }
    }
}
