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

    private static final String PAGE =
            """
            select line, coalesce(source_line, line) as source_line, submitted_number, telephone_number, usage, additional_usages,
                   mobile, toll_free, city, civic_address_id, location_id, allow_tenant_address_update, displayed_country_code,
                   labels, submitted, status, code, detail
            from upload_rows
            where upload_id = ? and operator_id = ? and (?::text is null or status = ?) and line > ?
            order by line
            limit ?
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
        try (PreparedStatement statement = connection.prepareStatement(PAGE)) {
            String wanted = status == null ? null : status.wire();
            statement.setObject(1, uploadId);
            statement.setObject(2, operatorId);
            statement.setString(3, wanted);
            statement.setString(4, wanted);
            statement.setLong(5, after == null ? 0 : after);
            statement.setInt(6, limit);
            List<StoredRow> found = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(row(rows));
                }
            }
            return found;
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
