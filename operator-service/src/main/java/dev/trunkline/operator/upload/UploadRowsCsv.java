package dev.trunkline.operator.upload;

import de.siegmar.fastcsv.writer.CsvWriter;
import dev.trunkline.platform.background.Transactions;
import io.quarkus.agroal.DataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Rows and their results as a file that can be corrected and uploaded again. It is written while it is read, page by page; so a row that
 * gets its result meanwhile may appear with the old one or the new.
 */
@ApplicationScoped
class UploadRowsCsv {

    private static final int PAGE = 2_000;
    private static final List<String> FIELDS = List.of(
            "telephoneNumber",
            "usage",
            "additionalUsages",
            "mobile",
            "tollFree",
            "city",
            "civicAddressId",
            "locationId",
            "allowTenantAddressUpdate",
            "displayedCountryCode",
            "enabled");
    private static final List<String> RESULTS = List.of("line", "status", "code", "detail");

    private final Transactions background;
    private final UploadRowStore rows;

    UploadRowsCsv(@DataSource("background") javax.sql.DataSource background, UploadRowStore rows) {
        this.background = new Transactions(background, Duration.ofSeconds(30));
        this.rows = rows;
    }

    void write(UUID operatorId, UUID uploadId, @Nullable RowStatus status, OutputStream out) throws IOException {
        BufferedWriter text = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        CsvWriter csv = CsvWriter.builder().build(text);
        List<String> headings = new ArrayList<>(FIELDS);
        headings.addAll(CsvLayout.LABELS.values());
        headings.addAll(RESULTS);
        csv.writeRecord(headings);
        long after = 0;
        List<UploadRowStore.StoredRow> page;
        do {
            page = page(operatorId, uploadId, status, after);
            for (UploadRowStore.StoredRow row : page) {
                csv.writeRecord(cells(row));
                after = row.position();
            }
        } while (page.size() == PAGE);
        text.flush();
    }

    private List<UploadRowStore.StoredRow> page(UUID operatorId, UUID uploadId, @Nullable RowStatus status, long after)
            throws IOException {
        try {
            return background.call(connection -> rows.page(connection, operatorId, uploadId, status, after, PAGE));
        } catch (SQLException e) {
            throw new IOException("the rows could not be read on", e);
        }
    }

    private static List<String> cells(UploadRowStore.StoredRow row) {
        Map<String, String> fields = row.submitted().fields();
        List<String> cells = new ArrayList<>();
        for (String field : FIELDS) {
            cells.add(FormulaSafe.write(fields.getOrDefault(field, "")));
        }
        for (String label : CsvLayout.LABELS.keySet()) {
            cells.add(FormulaSafe.write(row.submitted().labels().getOrDefault(label, "")));
        }
        UploadRowView result = row.result();
        cells.add(Integer.toString(result.line()));
        cells.add(result.status().wire());
        cells.add(result.code() == null ? "" : result.code());
        cells.add(result.detail() == null ? "" : FormulaSafe.write(result.detail()));
        return cells;
    }
}
