package dev.trunkline.tenant.enablement;

import dev.trunkline.contracts.CompanySize;
import dev.trunkline.contracts.OfferedService;
import dev.trunkline.contracts.RemovalScopeKind;
import dev.trunkline.contracts.event.EnablementContactChanged.Contact;
import dev.trunkline.contracts.event.RemovalScope;
import dev.trunkline.tenant.enablement.Enablement.Dates;
import dev.trunkline.tenant.enablement.Enablement.Revisions;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Turns rows into enablements. */
final class EnablementRows {

    private EnablementRows() {}

    /** The enablements that the query finds, with their countries. */
    static List<Enablement> read(Connection connection, PreparedStatement query) throws SQLException {
        List<Row> rows = new ArrayList<>();
        try (ResultSet result = query.executeQuery()) {
            while (result.next()) {
                rows.add(Row.read(result));
            }
        }
        Map<EnablementKey, List<ConsentedCountry>> countries =
                countries(connection, rows.stream().map(Row::key).toList());
        return rows.stream()
                .map(row -> row.with(countries.getOrDefault(row.key(), List.of())))
                .toList();
    }

    private static Map<EnablementKey, List<ConsentedCountry>> countries(
            Connection connection, Collection<EnablementKey> keys) throws SQLException {
        Map<EnablementKey, List<ConsentedCountry>> found = new HashMap<>();
        String sql =
                """
                select c.tenant_id, c.operator_id, c.country, c.epoch, c.enablement_epoch, c.status, c.services,
                       c.service_epochs, c.removed_services
                  from unnest(?::uuid[], ?::uuid[]) as wanted (tenant_id, operator_id)
                  join enablement_country c on c.tenant_id = wanted.tenant_id and c.operator_id = wanted.operator_id""";
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setArray(
                    1,
                    connection.createArrayOf(
                            "uuid", keys.stream().map(EnablementKey::tenantId).toArray()));
            query.setArray(
                    2,
                    connection.createArrayOf(
                            "uuid", keys.stream().map(EnablementKey::operatorId).toArray()));
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    found.computeIfAbsent(key(row), key -> new ArrayList<>())
                            .add(new ConsentedCountry(
                                    row.getString("country"),
                                    row.getInt("epoch"),
                                    row.getInt("enablement_epoch"),
                                    CountryState.fromString(row.getString("status")),
                                    since(row),
                                    services(row.getArray("removed_services"))));
                }
            }
        }
        return found;
    }

    private static Map<OfferedService, Integer> since(ResultSet row) throws SQLException {
        String[] services = (String[]) row.getArray("services").getArray();
        Integer[] epochs = (Integer[]) row.getArray("service_epochs").getArray();
        Map<OfferedService, Integer> since = new EnumMap<>(OfferedService.class);
        for (int i = 0; i < services.length; i++) {
            since.put(OfferedService.fromString(services[i]), epochs[i]);
        }
        return since;
    }

    private static EnablementKey key(ResultSet row) throws SQLException {
        return new EnablementKey(row.getObject("tenant_id", UUID.class), row.getObject("operator_id", UUID.class));
    }

    private static @Nullable Contact contact(ResultSet row) throws SQLException {
        String companySize = row.getString("contact_company_size");
        if (companySize == null) {
            return null;
        }
        return new Contact(
                row.getString("contact_full_name"),
                row.getString("contact_email"),
                CompanySize.fromString(companySize),
                row.getString("contact_telephone_number"),
                row.getString("contact_company_name"));
    }

    private static @Nullable PendingRemoval removal(ResultSet row) throws SQLException {
        UUID removalId = row.getObject("removal_id", UUID.class);
        if (removalId == null) {
            return null;
        }
        String before = row.getString("status_before_removal");
        return new PendingRemoval(removalId, scope(row), before == null ? null : EnablementState.fromString(before));
    }

    /** The scope of a removal from its four columns. */
    static RemovalScope scope(ResultSet row) throws SQLException {
        String service = row.getString("service");
        return new RemovalScope(
                RemovalScopeKind.fromString(row.getString("scope")),
                row.getString("country"),
                row.getObject("country_epoch", Integer.class),
                service == null ? null : OfferedService.fromString(service));
    }

    private static Set<OfferedService> services(Array array) throws SQLException {
        return Arrays.stream((String[]) array.getArray())
                .map(OfferedService::fromString)
                .collect(Collectors.toUnmodifiableSet());
    }

    static Array textArray(Connection connection, Collection<OfferedService> services) throws SQLException {
        return connection.createArrayOf(
                "text", services.stream().sorted().map(OfferedService::wire).toArray());
    }

    static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    static @Nullable Instant nullableInstant(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }

    static @Nullable OffsetDateTime utc(@Nullable Instant at) {
        return at == null ? null : at.atOffset(ZoneOffset.UTC);
    }

    /** A row of the enablement's own table, to which its countries are still to come. */
    private record Row(
            EnablementKey key,
            Revisions revisions,
            int epoch,
            EnablementState state,
            @Nullable Contact contact,
            Notice notice,
            Dates dates,
            @Nullable PendingRemoval removal) {

        static Row read(ResultSet row) throws SQLException {
            return new Row(
                    EnablementRows.key(row),
                    new Revisions(
                            row.getLong("revision"), row.getLong("effect_revision"), row.getLong("contact_revision")),
                    row.getInt("epoch"),
                    EnablementState.fromString(row.getString("status")),
                    EnablementRows.contact(row),
                    new Notice(
                            row.getString("notice_version"),
                            row.getString("notice_accepted_by"),
                            instant(row, "notice_accepted_at")),
                    new Dates(
                            instant(row, "enabled_at"),
                            instant(row, "last_modified_on"),
                            nullableInstant(row, "effective_at")),
                    EnablementRows.removal(row));
        }

        Enablement with(List<ConsentedCountry> countries) {
            return new Enablement(key, revisions, epoch, state, countries, contact, notice, dates, removal);
        }
    }
}
