package dev.trunkline.number.inventory;

import dev.trunkline.contracts.ActivationState;
import dev.trunkline.contracts.AddressPolicy;
import dev.trunkline.contracts.AssignmentBlock;
import dev.trunkline.contracts.AssignmentCategory;
import dev.trunkline.contracts.AssignmentStatus;
import dev.trunkline.contracts.E164Number;
import dev.trunkline.contracts.HoldingStatus;
import dev.trunkline.contracts.NumberSource;
import dev.trunkline.contracts.NumberType;
import dev.trunkline.contracts.PortInStatus;
import dev.trunkline.contracts.ReleaseStatus;
import dev.trunkline.contracts.Usage;
import dev.trunkline.contracts.WireValue;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The aggregate as a row of the table {@code phone_number}, for work in sets. */
final class NumberRow {

    static final String COLUMNS =
            """
            holding_id, tenant_id, number, revision, holding_status, number_type, number_source, operator_id, order_id,
            enablement_epoch, country, city, services, usage, additional_usages, capabilities, mobile, toll_free,
            displayed_country_code, acquired_at, assignment_status, assignment_target_id, assignment_category, activation_state,
            port_in_status, release_status, release_request_id, release_requested_at, quarantined_until, address_policy,
            allow_tenant_address_update, civic_address_id, location_id, assignment_block, blocked_until, tags
            """;

    /** The columns with their types, for {@code jsonb_to_recordset}, without those in which even numbers of one kind differ. */
    static final String TYPED_KIND_COLUMNS =
            """
            tenant_id uuid, holding_status text, number_type text, number_source text, operator_id uuid, order_id uuid,
            enablement_epoch integer, country text, city text, services text[], usage text, additional_usages text[],
            capabilities text[], mobile boolean, toll_free boolean, displayed_country_code text, acquired_at timestamptz, assignment_status text, assignment_target_id uuid,
            assignment_category text, activation_state text, port_in_status text, release_status text,
            release_request_id uuid, release_requested_at timestamptz, quarantined_until timestamptz, address_policy text,
            allow_tenant_address_update boolean, civic_address_id uuid, location_id uuid, assignment_block text,
            blocked_until timestamptz, tags text[]
            """;

    /** All columns with their types. */
    static final String TYPED_COLUMNS = "holding_id uuid, number bigint, revision bigint, " + TYPED_KIND_COLUMNS;

    private NumberRow() {}

    /** All of a number but its holding, digits and revision: what numbers that come together mostly share. */
    record Kind(
            UUID tenantId,
            HoldingStatus holdingStatus,
            ActivationState activationState,
            @Nullable PortInStatus portInStatus,
            Provision provision,
            Assignment assignment,
            ReleaseState release,
            EmergencySetting emergency,
            TenantMarks marks) {

        static Kind of(PhoneNumber number) {
            return new Kind(
                    number.tenantId(),
                    number.holdingStatus(),
                    number.activationState(),
                    number.portInStatus(),
                    number.provision(),
                    number.assignment(),
                    number.release(),
                    number.emergency(),
                    number.marks());
        }

        Map<String, @Nullable Object> columns() {
            Map<String, @Nullable Object> row = new LinkedHashMap<>();
            row.put("tenant_id", tenantId);
            row.put("number_type", provision.numberType());
            row.put("number_source", provision.numberSource());
            row.put("operator_id", provision.operatorId());
            row.put("order_id", provision.orderId());
            row.put("enablement_epoch", provision.enablementEpoch());
            row.put("country", provision.country());
            row.put("mobile", provision.mobile());
            row.put("toll_free", provision.tollFree());
            row.put("acquired_at", provision.acquiredAt());
            putChangeable(row);
            return row;
        }

        private void putChangeable(Map<String, @Nullable Object> row) {
            row.put("holding_status", holdingStatus);
            row.put("activation_state", activationState);
            row.put("port_in_status", portInStatus);
            row.put("assignment_status", assignment.status());
            row.put("assignment_target_id", assignment.targetId());
            row.put("assignment_category", assignment.category());
            row.put("release_status", release.status());
            row.put("release_request_id", release.requestId());
            row.put("release_requested_at", release.requestedAt());
            row.put("quarantined_until", release.quarantinedUntil());
            row.put("address_policy", emergency.policy());
            row.put("allow_tenant_address_update", emergency.allowTenantAddressUpdate());
            row.put("civic_address_id", emergency.civicAddressId());
            row.put("location_id", emergency.locationId());
            row.put("usage", provision.usage());
            row.put("additional_usages", provision.additionalUsages());
            row.put("city", provision.city());
            row.put("services", provision.services());
            row.put("capabilities", provision.capabilities());
            row.put("displayed_country_code", provision.displayedCountryCode());
            row.put("assignment_block", marks.block());
            row.put("blocked_until", marks.blockedUntil());
            row.put("tags", marks.tags());
        }
    }

    static Map<String, @Nullable Object> changeable(PhoneNumber number) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("holding_id", number.holdingId());
        row.put("revision", number.revision());
        Kind.of(number).putChangeable(row);
        return row;
    }

    static PhoneNumber read(ResultSet row) throws SQLException {
        return new PhoneNumber(
                row.getObject("holding_id", UUID.class),
                row.getObject("tenant_id", UUID.class),
                new E164Number(row.getLong("number")),
                row.getLong("revision"),
                HoldingStatus.fromString(row.getString("holding_status")),
                ActivationState.fromString(row.getString("activation_state")),
                wire(row, "port_in_status", PortInStatus.class),
                provision(row),
                new Assignment(
                        AssignmentStatus.fromString(row.getString("assignment_status")),
                        row.getObject("assignment_target_id", UUID.class),
                        wire(row, "assignment_category", AssignmentCategory.class)),
                new ReleaseState(
                        wire(row, "release_status", ReleaseStatus.class),
                        row.getObject("release_request_id", UUID.class),
                        instant(row, "release_requested_at"),
                        instant(row, "quarantined_until")),
                new EmergencySetting(
                        wire(row, "address_policy", AddressPolicy.class),
                        row.getBoolean("allow_tenant_address_update"),
                        row.getObject("civic_address_id", UUID.class),
                        row.getObject("location_id", UUID.class)),
                new TenantMarks(
                        wire(row, "assignment_block", AssignmentBlock.class),
                        instant(row, "blocked_until"),
                        strings(row.getArray("tags"))));
    }

    /** A row of a list, which has what is derived beside it. */
    static PhoneNumber readListed(ResultSet row) throws SQLException {
        return read(row).disputed(row.getBoolean("disputed")).waiting(wire(row, "waiting", ActivationState.class));
    }

    private static Provision provision(ResultSet row) throws SQLException {
        return new Provision(
                NumberType.fromString(row.getString("number_type")),
                NumberSource.fromString(row.getString("number_source")),
                row.getObject("operator_id", UUID.class),
                row.getObject("order_id", UUID.class),
                row.getObject("enablement_epoch", Integer.class),
                row.getString("country"),
                row.getString("city"),
                strings(row.getArray("services")),
                Usage.fromString(row.getString("usage")),
                strings(row.getArray("additional_usages")),
                strings(row.getArray("capabilities")),
                row.getBoolean("mobile"),
                row.getBoolean("toll_free"),
                row.getString("displayed_country_code"),
                row.getObject("acquired_at", OffsetDateTime.class).toInstant());
    }

    private static <E extends Enum<E> & WireValue> @Nullable E wire(ResultSet row, String column, Class<E> type)
            throws SQLException {
        String text = row.getString(column);
        return text == null ? null : WireValue.parse(type, text);
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }

    private static List<String> strings(Array array) throws SQLException {
        return List.of((String[]) array.getArray());
    }
}
