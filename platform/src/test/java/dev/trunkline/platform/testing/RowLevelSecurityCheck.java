package dev.trunkline.platform.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.embedded.quarkus.TrunklineTestServers;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Every table of a service with a tenant or an operator in it is closed to whoever has no scope. The more rows other tests have left, the more
 * it proves: an empty table shows nothing either way, and only its declaration is checked.
 */
public final class RowLevelSecurityCheck {

    /** TRUNCATE and TRIGGER ask no policy, and whoever owns a table may switch them off. */
    private static final String BEYOND_POLICIES =
            """
            select r.rolname || ': ' || c.relname
            from pg_class c
            join pg_namespace n on n.oid = c.relnamespace
            join pg_roles r on r.rolname in ('%1$s_app', '%1$s_background')
            where n.nspname = 'public' and c.relkind in ('r', 'p')
              and (c.relowner = r.oid
                   or has_table_privilege(r.oid, c.oid, 'truncate, trigger, references'))
            order by 1
            """;

    /** What the application's role may touch without any policy: of nobody. Rows on their way through are for the background's role alone. */
    private static final String WITHOUT_POLICIES =
            """
            select c.relname
            from pg_class c
            join pg_namespace n on n.oid = c.relnamespace
            where n.nspname = 'public' and c.relkind in ('r', 'p')
              and not (c.relrowsecurity and c.relforcerowsecurity)
              and has_table_privilege('%s_app', c.oid, 'select, insert, update, delete')
              and c.relname not in ('business_clock', 'republication')
            order by c.relname
            """;

    private final Set<String> passage = new HashSet<>();
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

    /** Tables that have rows only within the transaction which copies them there: COPY and row-level security exclude each other. */
    public RowLevelSecurityCheck passage(String... tables) {
        passage.addAll(List.of(tables));
        return this;
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
            assertThat(query(all, BEYOND_POLICIES.formatted(service)))
                    .as("tables that a role other than the owner's could empty, change or own")
                    .isEmpty();
            assertThat(query(all, WITHOUT_POLICIES.formatted(service)).stream()
                            .filter(table -> !passage.contains(table)))
                    .as("tables without forced row-level security that the application's role may read or write")
                    .isEmpty();
            for (String table : passage) {
                assertThat(query(all, "select 'a row' from " + table + " limit 1"))
                        .as("what was committed in %s", table)
                        .isEmpty();
            }
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
