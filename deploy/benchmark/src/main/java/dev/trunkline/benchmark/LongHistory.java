package dev.trunkline.benchmark;

import dev.trunkline.embedded.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Gives numbers a past of many changes, straight into the table: what is there only makes it large. */
final class LongHistory {

    private static final String MODELS =
            """
            create temporary table model as
                (select * from number_history where tenant_id = '%1$s' and action = 'acquired' limit 1)
                union all (select * from number_history where tenant_id = '%1$s' and action = 'assigned' limit 1)
                union all (select * from number_history where tenant_id = '%1$s' and action = 'unassigned' limit 1)
            """;

    /** The change so many days before the number came: assigned and unassigned by turns, as the one number that really was. */
    private static final String FILL =
            """
            insert into number_history (tenant_id, number, holding_id, number_type, operator_id, order_id, enablement_epoch, at, during,
                                        action, actor, reason, correlation_id, before, after, target_id, civic_address_id, location_id)
            select p.tenant_id, p.number, p.holding_id, p.number_type, p.operator_id, p.order_id, p.enablement_epoch,
                   p.acquired_at - %2$d * interval '1 day',
                   tstzrange(p.acquired_at - %2$d * interval '1 day', p.acquired_at - (%2$d - 1) * interval '1 day'),
                   h.action, h.actor, h.reason, h.correlation_id, h.before, h.after, h.target_id, h.civic_address_id, h.location_id
              from phone_number p
              join model h on h.action = case when %2$d %% 2 = 0 then 'assigned' else 'unassigned' end
             where p.tenant_id = '%1$s' and p.number >= %3$d
             order by p.number
            """;

    private static final String BEGINNINGS =
            """
            insert into number_history (tenant_id, number, holding_id, number_type, operator_id, order_id, enablement_epoch, at, during,
                                        action, actor, after)
            select p.tenant_id, p.number, p.holding_id, p.number_type, p.operator_id, p.order_id, p.enablement_epoch, p.acquired_at,
                   tstzrange(p.acquired_at, null), h.action, h.actor, h.after
              from phone_number p
              join model h on h.action = 'acquired'
             where p.tenant_id = '%1$s' and p.number >= %2$d
             order by p.number
            """;

    private static final String INDEXES =
            """
            select i.indexdef, format('drop index %I', i.indexname)
              from pg_indexes i
             where i.tablename = 'number_history'
               and not exists (select from pg_constraint c where c.conname = i.indexname)
            """;

    private final EmbeddedPostgres postgres;
    private final UUID tenantId;

    LongHistory(EmbeddedPostgres postgres, UUID tenantId) {
        this.postgres = postgres;
        this.tenantId = tenantId;
    }

    /**
     * Writes so many changes for each number of the tenant, change by change, as time brings them: what happened to one number lies all
     * over the table. One number was assigned and unassigned before. Indexes are made again over all of it; not the one that keeps
     * intervals apart which have ended: nobody reads along it, and it would take longer than all the rest.
     *
     * @param from the smallest number that shall have such a past
     * @param begun whether their history has a beginning; otherwise that is written too
     */
    void fill(int changes, long from, boolean begun) throws SQLException {
        try (Connection connection = postgres.superuser("number");
                Statement statement = connection.createStatement()) {
            List<String> create = new ArrayList<>();
            List<String> drop = new ArrayList<>();
            try (ResultSet row = statement.executeQuery(INDEXES)) {
                while (row.next()) {
                    create.add(row.getString(1));
                    drop.add(row.getString(2));
                }
            }
            // Not asking of each row what the rule of the whole says.
            statement.execute("set session_replication_role = replica");
            statement.execute("set maintenance_work_mem = '512MB'");
            statement.execute("set work_mem = '256MB'");
            statement.execute(MODELS.formatted(tenantId));
            for (String sql : drop) {
                statement.execute(sql);
            }
            statement.execute("alter table number_history drop constraint if exists number_history_no_overlap");
            for (int day = changes; day > 0; day--) {
                statement.execute(FILL.formatted(tenantId, day, from));
            }
            if (!begun) {
                statement.execute(BEGINNINGS.formatted(tenantId, from));
            }
            for (String sql : create) {
                statement.execute(sql);
            }
            statement.execute("vacuum analyze");
            statement.execute("checkpoint");
        }
    }

    long rows() throws SQLException {
        try (Connection connection = postgres.superuser("number");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select count(*) from number_history")) {
            row.next();
            return row.getLong(1);
        }
    }
}
