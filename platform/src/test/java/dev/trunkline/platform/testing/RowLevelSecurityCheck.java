package dev.trunkline.platform.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.embedded.quarkus.TrunklineTestServers;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Every table of a service with a tenant or an operator in it is closed to whoever has no scope. The more rows other tests have left, the more
 * it proves: an empty table shows nothing either way, and only its declaration is checked.
 */
public final class RowLevelSecurityCheck {

    private final String service;
    private final Set<String> open;

    private RowLevelSecurityCheck(String service, Set<String> open) {
        this.service = service;
        this.open = open;
    }

    /**
     * For a service.
     *
     * @param open tables that everybody may read on purpose, such as a directory; they must have forced row-level security all the same
     */
    public static RowLevelSecurityCheck of(String service, String... open) {
        return new RowLevelSecurityCheck(service, Set.of(open));
    }

    /** Fails naming the tables that are not protected. */
    public void verify() {
        try (Connection all = TrunklineTestServers.postgres().superuser(service);
                Connection app = DriverManager.getConnection(
                        TrunklineTestServers.postgres().jdbcUrl(service), service + "_app", service + "_app")) {
            assertThat(
                            query(
                                    all,
                                    """
                            select c.relname
                            from pg_class c
                            join pg_namespace n on n.oid = c.relnamespace
                            where n.nspname = 'public' and c.relkind in ('r', 'p')
                              and not (c.relrowsecurity and c.relforcerowsecurity)
                              and exists (
                                  select from pg_attribute a
                                  where a.attrelid = c.oid and not a.attisdropped
                                    and a.attname in ('tenant_id', 'operator_id'))
                            order by c.relname
                            """))
                    .as("tables with a tenant or an operator, but without forced row-level security")
                    .isEmpty();
            assertThat(visible(all, app))
                    .as("tables whose rows the application's role sees without a scope")
                    .isEmpty();
            assertThat(query(
                            all,
                            "select rolname from pg_roles where rolname like '" + service
                                    + "\\_%' and (rolbypassrls or rolsuper)"))
                    .as("roles of the service that pass row-level security by")
                    .isEmpty();
        } catch (SQLException e) {
            throw new AssertionError("the catalogue of " + service + " cannot be read", e);
        }
    }

    private List<String> visible(Connection all, Connection app) throws SQLException {
        List<String> visible = new ArrayList<>();
        for (String table : scopedTables(all)) {
            if (!open.contains(table)
                    && !query(app, "select 'seen' from " + table + " limit 1").isEmpty()) {
                visible.add(table);
            }
        }
        return visible;
    }

    private List<String> scopedTables(Connection all) throws SQLException {
        return query(
                all,
                """
                select quote_ident(c.relname)
                from pg_class c
                join pg_namespace n on n.oid = c.relnamespace
                where n.nspname = 'public' and c.relkind in ('r', 'p')
                  and has_table_privilege('%s_app', c.oid, 'select')
                  and exists (
                      select from pg_attribute a
                      where a.attrelid = c.oid and not a.attisdropped
                        and a.attname in ('tenant_id', 'operator_id'))
                order by c.relname
                """
                        .formatted(service));
    }

    private static List<String> query(Connection connection, String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet rows = statement.executeQuery()) {
            List<String> found = new ArrayList<>();
            while (rows.next()) {
                found.add(rows.getString(1));
            }
            return found;
        }
    }
}
