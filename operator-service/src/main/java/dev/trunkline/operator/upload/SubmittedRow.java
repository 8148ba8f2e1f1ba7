package dev.trunkline.operator.upload;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A row as it was written, whatever the file's headings were; absent and empty are the same.
 *
 * @param position from 1, each number of a range counted: what the row is known by
 * @param line from 1, the heading not counted; several rows have the line of a range
 * @param enabled what the public portal's file says; true elsewhere
 * @param labels kept as they are, with no meaning here
 * @param fault what is wrong with the row as such, for example too many cells
 */
record SubmittedRow(
        int position,
        int line,
        @Nullable String telephoneNumber,
        @Nullable String usage,
        @Nullable String additionalUsages,
        @Nullable String mobile,
        @Nullable String tollFree,
        @Nullable String city,
        @Nullable String civicAddressId,
        @Nullable String locationId,
        @Nullable String allowTenantAddressUpdate,
        @Nullable String displayedCountryCode,
        boolean enabled,
        Map<String, String> labels,
        @Nullable String fault) {

    private static final int LONGEST_KEPT_CELL = 500;

    SubmittedRow {
        labels = Map.copyOf(labels);
    }

    /** The same row at a place, for a number, with a fault or without. */
    SubmittedRow as(int newPosition, @Nullable String number, @Nullable String newFault) {
        return new SubmittedRow(
                newPosition,
                line,
                number,
                usage,
                additionalUsages,
                mobile,
                tollFree,
                city,
                civicAddressId,
                locationId,
                allowTenantAddressUpdate,
                displayedCountryCode,
                enabled,
                labels,
                newFault);
    }

    /** What the row says, by our own field names; of very long cells only the beginning. */
    Map<String, String> fields() {
        Map<String, String> fields = new LinkedHashMap<>();
        keep(fields, "telephoneNumber", telephoneNumber);
        keep(fields, "usage", usage);
        keep(fields, "additionalUsages", additionalUsages);
        keep(fields, "mobile", mobile);
        keep(fields, "tollFree", tollFree);
        keep(fields, "city", city);
        keep(fields, "civicAddressId", civicAddressId);
        keep(fields, "locationId", locationId);
        keep(fields, "allowTenantAddressUpdate", allowTenantAddressUpdate);
        keep(fields, "displayedCountryCode", displayedCountryCode);
        keep(fields, "enabled", enabled ? null : "false");
        keep(fields, "fault", fault);
        return fields;
    }

    /** A row of which {@link #fields} were kept. */
    static SubmittedRow of(int position, int line, Map<String, String> fields, Map<String, String> labels) {
        return new SubmittedRow(
                position,
                line,
                fields.get("telephoneNumber"),
                fields.get("usage"),
                fields.get("additionalUsages"),
                fields.get("mobile"),
                fields.get("tollFree"),
                fields.get("city"),
                fields.get("civicAddressId"),
                fields.get("locationId"),
                fields.get("allowTenantAddressUpdate"),
                fields.get("displayedCountryCode"),
                !"false".equals(fields.get("enabled")),
                labels,
                fields.get("fault"));
    }

    private static void keep(Map<String, String> fields, String name, @Nullable String value) {
        if (value != null) {
            String storable = value.replace('\0', ' ');
            fields.put(
                    name, storable.length() <= LONGEST_KEPT_CELL ? storable : storable.substring(0, LONGEST_KEPT_CELL));
        }
    }
}
