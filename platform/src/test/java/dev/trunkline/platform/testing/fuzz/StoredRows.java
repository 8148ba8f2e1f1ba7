package dev.trunkline.platform.testing.fuzz;

import dev.trunkline.embedded.quarkus.TrunklineTestServers;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All that a service has stored of one tenant and one operator, as a sum for each table. */
final class StoredRows implements AutoCloseable {

    /** Tables with a tenant or an operator; the outbox is emptied by the relay whenever it likes. */
    private static final String TABLES =
            """
            select quote_ident(c.relname),
                   bool_or(a.attname = 'tenant_id'),
                   bool_or(a.attname = 'operator_id')
            from pg_class c
            join pg_namespace n on n.oid = c.relnamespace
            join pg_attribute a on a.attrelid = c.oid and not a.attisdropped
            where n.nspname = 'public' and c.relkind = 'r'
              and a.attname in ('tenant_id', 'operator_id')
              and c.relname not like 'outbox%'
            group by c.relname
            order by c.relname
            """;

    private static final String SUM = ", sum ' || coalesce(sum(hashtextextended(t::text, 0)), 0)";

    private final Connection connection;
    private final PreparedStatement sums;
    private final PreparedStatement running;

    /**
     * @param work tables of the tenant whose rows are {@code running} for a while
     * @param later tables whose rows are counted only
     */
    StoredRows(String service, UUID tenant, UUID operator, Set<String> work, Set<String> later) throws SQLException {
        connection = TrunklineTestServers.postgres().superuser(service);
        List<String> selects = new ArrayList<>();
        try (PreparedStatement tables = connection.prepareStatement(TABLES);
                ResultSet row = tables.executeQuery()) {
            while (row.next()) {
                List<String> owners = new ArrayList<>();
                if (row.getBoolean(2)) {
                    owners.add("tenant_id = '" + tenant + "'");
                }
                if (row.getBoolean(3)) {
                    owners.add("operator_id = '" + operator + "'");
                }
                selects.add("select '%1$s', count(*) || ' rows%2$s from %1$s t where %3$s"
                        .formatted(
                                row.getString(1),
                                later.contains(row.getString(1)) ? "'" : SUM,
                                String.join(" or ", owners)));
            }
        }
        running = connection.prepareStatement("select "
                + Stream.concat(
                                Stream.of("false"),
                                work.stream()
                                        .map(table ->
                                                "exists (select from %s where status = 'running' and tenant_id = '%s')"
                                                        .formatted(table, tenant)))
                        .collect(Collectors.joining(" or ")));
        sums = connection.prepareStatement(String.join(" union all ", selects));
    }

    Map<String, String> now() throws SQLException {
        Map<String, String> now = new TreeMap<>();
        try (ResultSet row = sums.executeQuery()) {
            while (row.next()) {
                now.put(row.getString(1), row.getString(2));
            }
        }
        return now;
    }

    boolean areWorkedOn() throws SQLException {
        try (ResultSet row = running.executeQuery()) {
            row.next();
            return row.getBoolean(1);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
