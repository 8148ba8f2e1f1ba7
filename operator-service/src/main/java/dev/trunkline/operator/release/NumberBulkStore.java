package dev.trunkline.operator.release;

import dev.trunkline.contracts.AssignmentStatus;
import dev.trunkline.contracts.E164Number;
import dev.trunkline.contracts.HoldingStatus;
import dev.trunkline.contracts.ReleaseStatus;
import dev.trunkline.contracts.Usage;
import dev.trunkline.contracts.event.EventType;
import dev.trunkline.contracts.event.NumberSnapshot;
import dev.trunkline.operator.database.Columns;
import dev.trunkline.platform.persistence.PlainInsertion;
import dev.trunkline.platform.persistence.RowKinds;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The projection of the operator's numbers. */
@ApplicationScoped
class NumberBulkStore {

    /** Which number of which tenant. */
    record Key(UUID operatorId, UUID tenantId, long telephoneNumber) {}

    private static final String INSERT =
            """
            insert into numbers as n (operator_id, tenant_id, telephone_number, holding_id, revision, status, order_id, country, city,
                usage, additional_usages, mobile, toll_free, assignment_status, release_status, quarantined_until,
                civic_address_id, location_id, allow_tenant_address_update, displayed_country_code, acquired_at)
            select k."operatorId", k."tenantId", n.telephone_number, n.holding_id, n.revision, k."status", k."orderId", k."country",
                k."city", k."usage", k."additionalUsages", k."mobile", k."tollFree", k."assignmentStatus", k."releaseStatus",
                k."quarantinedUntil", k."civicAddressId", k."locationId", k."allowTenantAddressUpdate", k."displayedCountryCode",
                k."acquiredAt"
            from unnest(?::bigint[], ?::uuid[], ?::bigint[], ?::integer[]) as n (telephone_number, holding_id, revision, kind)
            join jsonb_to_recordset(?::jsonb) as k (kind integer, "operatorId" uuid, "tenantId" uuid, "status" text, "orderId" uuid,
                "country" text, "city" text, "usage" text, "additionalUsages" text[], "mobile" boolean, "tollFree" boolean,
                "assignmentStatus" text, "releaseStatus" text, "quarantinedUntil" timestamptz, "civicAddressId" uuid,
                "locationId" uuid, "allowTenantAddressUpdate" boolean, "displayedCountryCode" text, "acquiredAt" timestamptz)
                on k.kind = n.kind
            order by k."operatorId", n.telephone_number, k."tenantId"
            """;

    private static final String KEEP = INSERT
            + """
            on conflict (operator_id, telephone_number, tenant_id) do update set
                holding_id = excluded.holding_id, revision = excluded.revision, status = excluded.status,
                order_id = excluded.order_id, country = excluded.country, city = excluded.city, usage = excluded.usage,
                additional_usages = excluded.additional_usages, mobile = excluded.mobile, toll_free = excluded.toll_free,
                assignment_status = excluded.assignment_status, release_status = excluded.release_status,
                quarantined_until = excluded.quarantined_until, civic_address_id = excluded.civic_address_id,
                location_id = excluded.location_id, allow_tenant_address_update = excluded.allow_tenant_address_update,
                displayed_country_code = excluded.displayed_country_code, acquired_at = excluded.acquired_at
            where excluded.revision > n.revision
            returning n.operator_id, n.tenant_id, n.telephone_number
            """;

    /** All of a snapshot but its number, holding and revision. */
    private record Kind(
            UUID operatorId,
            UUID tenantId,
            HoldingStatus status,
            @Nullable UUID orderId,
            String country,
            @Nullable String city,
            Usage usage,
            List<Usage> additionalUsages,
            boolean mobile,
            boolean tollFree,
            AssignmentStatus assignmentStatus,
            @Nullable ReleaseStatus releaseStatus,
            @Nullable Instant quarantinedUntil,
            @Nullable UUID civicAddressId,
            @Nullable UUID locationId,
            boolean allowTenantAddressUpdate,
            @Nullable String displayedCountryCode,
            Instant acquiredAt) {

        static Kind of(NumberChange change) {
            NumberSnapshot item = change.snapshot();
            return new Kind(
                    change.operatorId(),
                    change.tenantId(),
                    item.status(),
                    item.orderId(),
                    item.country(),
                    item.city(),
                    item.usage(),
                    item.additionalUsages(),
                    item.mobile(),
                    item.tollFree(),
                    item.assignmentStatus(),
                    item.releaseStatus(),
                    item.quarantinedUntil(),
                    item.civicAddressId(),
                    item.locationId(),
                    item.allowTenantAddressUpdate(),
                    item.displayedCountryCode(),
                    item.acquiredAt());
        }
    }

    /**
     * Keeps what is newer than what is known.
     *
     * @param latest one change of a number at most
     * @return the numbers that changed by it
     */
    Set<Key> keep(Connection connection, List<NumberChange> latest) throws SQLException {
        if (begins(latest) && PlainInsertion.succeeds(connection, () -> insert(connection, latest))) {
            return latest.stream().map(NumberChange::key).collect(Collectors.toSet());
        }
        Set<Key> changed = new HashSet<>();
        try (PreparedStatement statement = statement(connection, KEEP, latest);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                changed.add(new Key(
                        Columns.requiredUuid(rows, "operator_id"),
                        Columns.requiredUuid(rows, "tenant_id"),
                        rows.getLong("telephone_number")));
            }
        }
        return changed;
    }

    /** Numbers that begin a stay are mostly new to us. */
    private static boolean begins(List<NumberChange> latest) {
        return latest.stream().allMatch(change -> change.type() == EventType.NUMBERS_ACQUIRED);
    }

    private static void insert(Connection connection, List<NumberChange> latest) throws SQLException {
        try (PreparedStatement statement = statement(connection, INSERT, latest)) {
            statement.executeUpdate();
        }
    }

    private static PreparedStatement statement(Connection connection, String sql, List<NumberChange> latest)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        RowKinds<Kind> kinds = new RowKinds<>();
        List<Integer> kindOf =
                latest.stream().map(Kind::of).map(kinds::numberOf).toList();
        List<NumberSnapshot> items = latest.stream().map(NumberChange::snapshot).toList();
        Columns.setArray(
                connection,
                statement,
                1,
                "bigint",
                items.stream().map(item -> item.telephoneNumber().digits()).toList());
        Columns.setArray(
                connection,
                statement,
                2,
                "uuid",
                items.stream().map(NumberSnapshot::holdingId).toList());
        Columns.setArray(
                connection,
                statement,
                3,
                "bigint",
                items.stream().map(NumberSnapshot::revision).toList());
        Columns.setArray(connection, statement, 4, "integer", kindOf);
        statement.setString(5, kinds.json(kind -> kind));
        return statement;
    }

    /** Where a page of numbers begins after. */
    record Position(long telephoneNumber, UUID tenantId) {

        /** Reads what {@link #toString} wrote. */
        static Position of(String key) {
            int colon = key.indexOf(':');
            return new Position(
                    Long.parseLong(key.substring(0, Math.max(colon, 0))), UUID.fromString(key.substring(colon + 1)));
        }

        @Override
        public String toString() {
            return telephoneNumber + ":" + tenantId;
        }
    }

    /** Numbers that have not gone, in number order. */
    List<NumberView> list(
            Connection connection, UUID operatorId, @Nullable UUID tenantId, @Nullable Position after, int limit)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                """
                select telephone_number, tenant_id, status, order_id, country, city, usage, additional_usages, mobile, toll_free,
                       assignment_status, release_status, quarantined_until, civic_address_id, location_id,
                       allow_tenant_address_update, displayed_country_code, acquired_at
                from numbers
                where operator_id = ? and status <> 'gone' and (?::uuid is null or tenant_id = ?::uuid)
                  and (telephone_number, tenant_id) > (?, ?)
                order by telephone_number, tenant_id
                limit ?
                """)) {
            statement.setObject(1, operatorId);
            statement.setObject(2, tenantId);
            statement.setObject(3, tenantId);
            statement.setLong(4, after == null ? 0 : after.telephoneNumber());
            statement.setObject(5, after == null ? new UUID(0, 0) : after.tenantId());
            statement.setInt(6, limit);
            List<NumberView> views = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    views.add(view(rows));
                }
            }
            return views;
        }
    }

    private static NumberView view(ResultSet row) throws SQLException {
        String releaseStatus = row.getString("release_status");
        return new NumberView(
                new E164Number(row.getLong("telephone_number")),
                Columns.requiredUuid(row, "tenant_id"),
                Columns.wire(row, "status", HoldingStatus.class),
                Columns.uuid(row, "order_id"),
                Columns.text(row, "country"),
                row.getString("city"),
                Columns.wire(row, "usage", Usage.class),
                Columns.texts(row, "additional_usages").stream()
                        .map(Usage::fromString)
                        .toList(),
                row.getBoolean("mobile"),
                row.getBoolean("toll_free"),
                Columns.wire(row, "assignment_status", AssignmentStatus.class),
                releaseStatus == null ? null : ReleaseStatus.fromString(releaseStatus),
                Columns.instant(row, "quarantined_until"),
                Columns.uuid(row, "civic_address_id"),
                Columns.uuid(row, "location_id"),
                row.getBoolean("allow_tenant_address_update"),
                row.getString("displayed_country_code"),
                Columns.requiredInstant(row, "acquired_at"));
    }
}
