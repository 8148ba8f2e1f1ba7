package dev.trunkline.operator.upload;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A row as it was written, whatever the file's headings were; absent and empty are the same.
 *
 * @param line from 1, the heading not counted
 * @param enabled what the public portal's file says; true elsewhere
 * @param labels kept as they are, with no meaning here
 * @param fault what is wrong with the row as such, for example too many cells
 */
record SubmittedRow(
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

    SubmittedRow {
        labels = Map.copyOf(labels);
    }
}
