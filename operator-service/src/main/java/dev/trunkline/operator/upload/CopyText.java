package dev.trunkline.operator.upload;

import dev.trunkline.contracts.Usage;
import dev.trunkline.operator.database.Columns;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes a row the way PostgreSQL's COPY reads text: tabs between, backslashes before what would be read otherwise. */
final class CopyText {

    /** The columns after the upload's id, in the order in which {@link #of} writes them. */
    static final String COLUMNS =
            """
            line, submitted_number, telephone_number, order_line, country, service, usage, additional_usages, mobile, toll_free,
            city, civic_address_id, location_id, allow_tenant_address_update, displayed_country_code, labels, status, code, detail, source_line, submitted\
            """;

    private static final String NULL = "\\N";
    private static final int LONGEST_SHOWN_NUMBER = 40;

    private final StringBuilder text = new StringBuilder(256);

    private CopyText() {}

    static byte[] of(UUID uploadId, CheckedRow row) {
        CopyText line = new CopyText();
        line.add(uploadId);
        line.write(row);
        return line.text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private void write(CheckedRow row) {
        SubmittedRow submitted = row.submitted();
        CheckedRow.Content content = row.content();
        add(submitted.position()).add(shown(submitted.telephoneNumber()));
        add(row.telephoneNumber() == null ? null : row.telephoneNumber().digits());
        if (content == null) {
            for (int i = 0; i < 7; i++) {
                add(null);
            }
            add(null).add(null).add(null).add(null).add(null);
        } else {
            add(content.orderLine())
                    .add(content.country())
                    .add(content.service().wire());
            add(content.usage().wire()).add(array(content));
            add(content.mobile()).add(content.tollFree()).add(submitted.city());
            add(content.civicAddressId()).add(content.locationId()).add(content.allowTenantAddressUpdate());
            add(submitted.displayedCountryCode());
        }
        Map<String, String> labels = submitted.labels();
        add(labels.isEmpty() ? null : Columns.jsonText(labels));
        add(row.verdict().wire());
        add(row.code() == null ? null : row.code().wire());
        add(row.detail());
        add(submitted.line() == submitted.position() ? null : submitted.line());
        add(content == null ? Columns.jsonText(submitted.fields()) : null);
        text.setCharAt(text.length() - 1, '\n');
    }

    private static String array(CheckedRow.Content content) {
        return content.additionalUsages().stream().map(Usage::wire).collect(Collectors.joining(",", "{", "}"));
    }

    private static String shown(@Nullable String number) {
        if (number == null) {
            return "";
        }
        return number.length() <= LONGEST_SHOWN_NUMBER ? number : number.substring(0, LONGEST_SHOWN_NUMBER);
    }

    private CopyText add(@Nullable Object value) {
        if (value == null) {
            text.append(NULL);
        } else {
            escape(value.toString());
        }
        text.append('\t');
        return this;
    }

    private void escape(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '\\' -> text.append("\\\\");
                case '\t' -> text.append("\\t");
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                case '\0' -> text.append(' ');
                default -> text.append(c);
            }
        }
    }
}
