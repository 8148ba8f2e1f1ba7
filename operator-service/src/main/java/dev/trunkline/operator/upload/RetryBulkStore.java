package dev.trunkline.operator.upload;

import dev.trunkline.contracts.Usage;
import dev.trunkline.operator.database.Columns;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Writes rows that are tried again, as sets. */
@ApplicationScoped
class RetryBulkStore {

    private static final String WRITE =
            """
            update upload_rows r
            set telephone_number = coalesce(v.telephone_number, r.telephone_number), order_line = v.order_line, country = v.country,
                service = v.service, usage = v.usage, additional_usages = v.additional_usages, mobile = v.mobile,
                toll_free = v.toll_free, city = v.city, civic_address_id = v.civic_address_id, location_id = v.location_id,
                allow_tenant_address_update = v.allow_tenant_address_update,
                displayed_country_code = v.displayed_country_code, submitted = v.submitted, status = v.status, code = v.code,
                detail = v.detail, attempt = ?
            from jsonb_to_recordset(?::jsonb) as v (
                line integer, telephone_number bigint, order_line integer, country text, service text, usage text,
                additional_usages text[], mobile boolean, toll_free boolean, city text, civic_address_id uuid, location_id uuid,
                allow_tenant_address_update boolean, displayed_country_code text, submitted jsonb, status text, code text,
                detail text)
            where r.upload_id = ? and r.operator_id = ? and r.line = v.line and r.status = 'rejected'
            """;

    /** What was delivered stands; else the first row of a number. What earlier attempts have left pending was delivered with its chunk. */
    private static final String REJECT_REPEATED =
            """
            with standing as (
                select line, case when attempt < ? then 'delivered' else status end as status,
                    first_value(coalesce(source_line, line)) over numbers as source_line, first_value(line) over numbers as first_line
                from upload_rows
                where upload_id = ? and operator_id = ? and status in ('pending', 'delivered')
                window numbers as (partition by telephone_number
                    order by case when attempt < ? or status = 'delivered' then 0 else 1 end, line)
            )
            update upload_rows r
            set status = 'rejected', code = 'duplicate-in-upload',
                detail = 'The number is in line ' || s.source_line || ' already.'
            from standing s
            where r.upload_id = ? and r.operator_id = ? and r.line = s.line and s.status = 'pending' and s.line <> s.first_line
            """;

    /** An upload as it stands under the lock. */
    @SuppressWarnings("ArrayRecordComponent") // Compared as what it is, an array.
    record Begun(UploadStatus status, boolean dryRun, boolean atomic, int attempt, byte[] digest) {}

    /** Locks the upload until the transaction ends. */
    Begun lock(Connection connection, UUID operatorId, UUID uploadId) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                """
                select status, dry_run, atomic, attempt, coalesce(digest, ''::bytea) as digest
                from uploads
                where upload_id = ? and operator_id = ?
                for update
                """)) {
            statement.setObject(1, uploadId);
            statement.setObject(2, operatorId);
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    throw UploadProblem.uploadNotFound();
                }
                return new Begun(
                        Columns.wire(row, "status", UploadStatus.class),
                        row.getBoolean("dry_run"),
                        row.getBoolean("atomic"),
                        row.getInt("attempt"),
                        row.getBytes("digest"));
            }
        }
    }

    /** Writes rejected rows as they were checked anew, for an attempt. */
    void write(Connection connection, UUID operatorId, UUID uploadId, int attempt, List<CheckedRow> checked)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(WRITE)) {
            statement.setInt(1, attempt);
            statement.setString(
                    2,
                    Columns.jsonText(checked.stream().map(RetryBulkStore::row).toList()));
            statement.setObject(3, uploadId);
            statement.setObject(4, operatorId);
            statement.executeUpdate();
        }
    }

    void rejectRepeated(Connection connection, UUID operatorId, UUID uploadId, int attempt) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(REJECT_REPEATED)) {
            statement.setInt(1, attempt);
            statement.setObject(2, uploadId);
            statement.setObject(3, operatorId);
            statement.setInt(4, attempt);
            statement.setObject(5, uploadId);
            statement.setObject(6, operatorId);
            statement.executeUpdate();
        }
    }

    private static Map<String, @Nullable Object> row(CheckedRow row) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        SubmittedRow submitted = row.submitted();
        values.put("line", submitted.position());
        values.put(
                "telephone_number",
                row.telephoneNumber() == null ? null : row.telephoneNumber().digits());
        CheckedRow.Content content = row.content();
        if (content == null) {
            values.put("submitted", submitted.fields());
        } else {
            values.put("order_line", content.orderLine());
            values.put("country", content.country());
            values.put("service", content.service().wire());
            values.put("usage", content.usage().wire());
            values.put(
                    "additional_usages",
                    content.additionalUsages().stream().map(Usage::wire).toList());
            values.put("mobile", content.mobile());
            values.put("toll_free", content.tollFree());
            values.put("city", submitted.city());
            values.put("civic_address_id", content.civicAddressId());
            values.put("location_id", content.locationId());
            values.put("allow_tenant_address_update", content.allowTenantAddressUpdate());
            values.put("displayed_country_code", submitted.displayedCountryCode());
        }
        values.put("status", row.verdict().wire());
        values.put("code", row.code() == null ? null : row.code().wire());
        values.put("detail", row.detail());
        return values;
    }
}
