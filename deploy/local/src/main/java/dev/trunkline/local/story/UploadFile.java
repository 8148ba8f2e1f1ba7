package dev.trunkline.local.story;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A file as the public operator portal writes it: its CSV headings, one row per number. */
public final class UploadFile {

    private static final String SERVICE = "serviceDetails_teamsOperatorConnect_";
    private static final List<String> HEADINGS = List.of(
            "telephoneNumber",
            "accountName",
            SERVICE + "enabled",
            SERVICE + "assignmentStatus",
            SERVICE + "configuration_usage",
            SERVICE + "configuration_choosableCapabilities",
            SERVICE + "configuration_additionalUsages",
            SERVICE + "configuration_civicAddressId",
            SERVICE + "configuration_locationId",
            SERVICE + "configuration_allowTenantAddressUpdate",
            SERVICE + "configuration_displayedCountryCode",
            "configuration_customSipHeader");

    private final List<Row> rows = new ArrayList<>();
    private final Map<Long, String> expectedRejections = new TreeMap<>();

    /**
     * One row: a number for a user.
     *
     * @param allowTenantAddressUpdate null leaves it to the operator's stated policy
     */
    public record Row(
            String telephoneNumber,
            @Nullable String additionalUsage,
            @Nullable Location location,
            @Nullable Boolean allowTenantAddressUpdate) {

        /** Where the operator's stated policy wants nothing in the file. */
        public static Row plain(String telephoneNumber) {
            return new Row(telephoneNumber, null, null, null);
        }

        /** With an address of the tenant. */
        public static Row at(Location location, String telephoneNumber) {
            return new Row(telephoneNumber, null, location, null);
        }

        /** The tenant sets the address later. */
        public static Row tenantsToSet(String telephoneNumber) {
            return new Row(telephoneNumber, null, null, true);
        }

        /** As this one, but for another purpose as well. */
        public Row also(String usage) {
            return new Row(telephoneNumber, usage, location, allowTenantAddressUpdate);
        }
    }

    /** Appends a row that must be delivered. */
    public UploadFile deliver(Row row) {
        rows.add(row);
        return this;
    }

    /** Appends a row that must be rejected for that reason. */
    public UploadFile reject(Row row, String code) {
        rows.add(row);
        expectedRejections.put((long) rows.size(), code);
        return this;
    }

    public int size() {
        return rows.size();
    }

    public int deliverable() {
        return rows.size() - expectedRejections.size();
    }

    /** The code for each line that must be rejected; lines count from 1, the heading not counted. */
    public Map<Long, String> expectedRejections() {
        return Map.copyOf(expectedRejections);
    }

    public String toCsv() {
        StringBuilder csv = new StringBuilder(String.join(",", HEADINGS)).append('\n');
        for (Row row : rows) {
            csv.append(String.join(",", fields(row))).append('\n');
        }
        return csv.toString();
    }

    private static List<String> fields(Row row) {
        Location location = row.location();
        return List.of(
                row.telephoneNumber(),
                "Story",
                "true",
                "unassigned",
                "callingUserAssignment",
                "",
                row.additionalUsage() == null ? "" : row.additionalUsage(),
                location == null ? "" : location.civicAddressId(),
                location == null ? "" : location.locationId(),
                row.allowTenantAddressUpdate() == null
                        ? ""
                        : row.allowTenantAddressUpdate().toString(),
                "",
                "");
    }
}
