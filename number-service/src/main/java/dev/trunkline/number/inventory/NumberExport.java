package dev.trunkline.number.inventory;

import de.siegmar.fastcsv.writer.CsvWriter;
import dev.trunkline.contracts.WireValue;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A tenant's numbers as CSV (RFC 4180, UTF-8), written portion by portion: never more of them in memory than one.
 *
 * <p>What somebody wrote as text and a spreadsheet would take for a formula gets an apostrophe before it. A telephone number is digits
 * behind its plus sign and nothing else, so it stays as it is and can be imported again.
 */
@ApplicationScoped
class NumberExport {

    private static final int PORTION = 1_000;
    private static final Pattern FORMULA = Pattern.compile("[=+\\-@\\t\\r\\n|%].*", Pattern.DOTALL);

    private static final List<String> HEADINGS = List.of(
            "telephoneNumber",
            "numberType",
            "numberSource",
            "operatorId",
            "operatorName",
            "orderId",
            "isoCountryCode",
            "city",
            "usage",
            "additionalUsages",
            "capabilities",
            "mobile",
            "tollFree",
            "assignmentStatus",
            "assignmentTargetId",
            "assignmentCategory",
            "assignmentBlock",
            "blockedUntil",
            "activationState",
            "portInStatus",
            "releaseStatus",
            "quarantinedUntil",
            "civicAddressId",
            "locationId",
            "addressPolicy",
            "allowTenantAddressUpdate",
            "supportedCustomerActions",
            "tags",
            "disputed",
            "acquiredAt",
            "version");

    private final NumberService numbers;

    NumberExport(NumberService numbers) {
        this.numbers = numbers;
    }

    /** Writes the numbers that pass the filter, by number. */
    void write(UUID tenantId, NumberFilter filter, OutputStream body) throws IOException {
        CsvWriter csv = CsvWriter.builder().build(new OutputStreamWriter(body, StandardCharsets.UTF_8));
        csv.writeRecord(HEADINGS);
        long after = 0;
        List<NumberView> portion;
        do {
            portion = numbers.portion(tenantId, filter, after, PORTION);
            for (NumberView number : portion) {
                csv.writeRecord(cells(number));
                after = number.telephoneNumber().digits();
            }
        } while (portion.size() == PORTION);
        csv.flush();
    }

    private static List<String> cells(NumberView number) {
        return List.of(
                number.telephoneNumber().toString(),
                number.numberType().wire(),
                number.numberSource().wire(),
                text(number.operatorId()),
                harmless(number.operatorName()),
                text(number.orderId()),
                number.isoCountryCode(),
                harmless(number.city()),
                number.usage().wire(),
                wires(number.additionalUsages()),
                wires(number.capabilities()),
                text(number.mobile()),
                text(number.tollFree()),
                number.assignmentStatus().wire(),
                text(number.assignmentTargetId()),
                wire(number.assignmentCategory()),
                number.assignmentBlock().wire(),
                text(number.blockedUntil()),
                number.activationState().wire(),
                wire(number.portInStatus()),
                wire(number.releaseStatus()),
                text(number.quarantinedUntil()),
                text(number.civicAddressId()),
                text(number.locationId()),
                wire(number.addressPolicy()),
                text(number.allowTenantAddressUpdate()),
                wires(number.supportedCustomerActions()),
                harmless(String.join(";", number.tags())),
                text(number.disputed()),
                text(number.acquiredAt()),
                text(number.version()));
    }

    static String harmless(@Nullable String text) {
        if (text == null) {
            return "";
        }
        return FORMULA.matcher(text).matches() ? "'" + text : text;
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }

    private static String wire(@Nullable WireValue value) {
        return value == null ? "" : value.wire();
    }

    private static String wires(Collection<? extends WireValue> values) {
        return values.stream().map(WireValue::wire).collect(Collectors.joining(";"));
    }
}
