package dev.trunkline.tenant.userimport;

import dev.trunkline.contracts.event.UserChanged;
import dev.trunkline.tenant.user.UserEvents;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Imports users as sets, in the transaction of the request.
 *
 * <p>COPY goes into no table with row-level security, so it goes by way of one in which no transaction ever leaves a row: nobody sees what
 * another has there.
 */
@ApplicationScoped
class UserImportBulkStore {

    private static final int PORTION = 1_000;

    private static final String COPY = "copy user_import_staging (%s) from stdin".formatted(CopyLine.COLUMNS);

    /** The name says whom a row is about when the id does not; a name that nobody has begins a new user. */
    private static final String RESOLVE =
            """
            update user_import_staging s
               set user_id = coalesce(s.user_id, u.user_id, s.new_id)
              from user_import_staging t
              left join user_account u
                on u.tenant_id = ? and u.status = 'active' and t.user_id is null
               and lower(u.user_principal_name) = lower(t.user_principal_name)
             where s.import_id = ? and t.import_id = s.import_id and t.line = s.line and s.errors is null""";

    /** Of each user and of each name the first row stands. */
    private static final String REJECT_DUPLICATES =
            """
            with numbered as (
                select line,
                       min(line) over (partition by user_id) as first_of_user,
                       case when user_principal_name is not null
                            then min(line) over (partition by lower(user_principal_name)) end as first_of_name
                  from user_import_staging
                 where import_id = ? and errors is null
            )
            update user_import_staging s
               set errors = jsonb_build_array(jsonb_build_object('code', 'duplicate-in-import', 'detail',
                       'Line ' || least(n.first_of_user, n.first_of_name) || ' is of the same user or has the same name.'))
              from numbered n
             where s.import_id = ? and n.line = s.line and least(n.first_of_user, n.first_of_name) < s.line""";

    /** In the order of their ids, as whoever locks several users does. */
    private static final String LOCK =
            """
            select count(*)
              from (select 1
                      from user_account u
                      join user_import_staging s on s.user_id = u.user_id
                     where u.tenant_id = ? and s.import_id = ? and s.errors is null
                     order by u.user_id
                       for update of u) locked""";

    /**
     * What only the users that there are can tell: a new one has to be complete, a kind and another's name are fixed. A name that its user
     * gives up in the same import is free, as long as that user's row stands itself.
     */
    private static final String JUDGE =
            """
            with recursive judged as (
                select s.line, g.line as name_freed_by, array_remove(array[
                           case when u.status = 'active' and s.account_type <> u.account_type
                                then user_import_error('account-type-fixed', '/accountType',
                                                   'Delete the account and create it anew as another kind.') end,
                           case when o.user_id is not null and g.line is null then user_import_name_taken() end,
                           case when u.status is distinct from 'active' and s.user_principal_name is null
                                then user_import_error('required', '/userPrincipalName', 'A new user needs it.') end,
                           case when u.status is distinct from 'active' and s.display_name is null
                                then user_import_error('required', '/displayName', 'A new user needs it.') end,
                           case when u.status is distinct from 'active' and s.account_type is null
                                then user_import_error('required', '/accountType', 'A new user needs it.') end,
                           case when u.status is distinct from 'active' and s.usage_location is null
                                then user_import_error('required', '/usageLocation', 'A new user needs it.') end
                       ], null) as errors
                  from user_import_staging s
                  left join user_account u on u.tenant_id = ? and u.user_id = s.user_id
                  left join user_account o
                    on o.tenant_id = ? and o.status = 'active' and o.user_id <> s.user_id
                   and lower(o.user_principal_name) = lower(s.user_principal_name)
                  left join user_import_staging g
                    on g.import_id = s.import_id and g.user_id = o.user_id and g.errors is null
                   and lower(g.user_principal_name) <> lower(o.user_principal_name)
                 where s.import_id = ? and s.errors is null
            ), refused as (
                select line from judged where cardinality(errors) > 0
                 union
                select j.line from judged j join refused r on r.line = j.name_freed_by
            )
            update user_import_staging s
               set errors = to_jsonb(case when cardinality(j.errors) > 0 then j.errors else array[user_import_name_taken()] end)
              from judged j
              join refused r on r.line = j.line
             where s.import_id = ? and j.line = s.line""";

    /** What a row does not say of a user stays as it is. */
    private static final String MERGE =
            """
            update user_import_staging s
               set outcome = 'changed',
                   user_principal_name = coalesce(s.user_principal_name, u.user_principal_name),
                   display_name = coalesce(s.display_name, u.display_name),
                   account_type = u.account_type,
                   usage_location = coalesce(s.usage_location, u.usage_location),
                   licences = coalesce(s.licences, u.licences),
                   coexistence_mode = case when 'coexistenceMode' = any (s.given) then s.coexistence_mode
                                           else u.coexistence_mode end,
                   on_prem_line_uri = case when 'onPremLineUri' = any (s.given) then s.on_prem_line_uri
                                           else u.on_prem_line_uri end,
                   registrar_pool = case when 'registrarPool' = any (s.given) then s.registrar_pool else u.registrar_pool end,
                   online_voice_routing_policy = case when 'onlineVoiceRoutingPolicy' = any (s.given)
                                                      then s.online_voice_routing_policy
                                                      else u.online_voice_routing_policy end
              from user_account u
             where u.tenant_id = ? and u.user_id = s.user_id and u.status = 'active'
               and s.import_id = ? and s.errors is null""";

    private static final String LEAVE_UNCHANGED =
            """
            update user_import_staging s
               set outcome = 'unchanged'
              from user_account u
             where u.tenant_id = ? and u.user_id = s.user_id and s.import_id = ? and s.outcome = 'changed'
               and (u.user_principal_name, u.display_name, u.usage_location, u.licences, u.coexistence_mode,
                    u.on_prem_line_uri, u.registrar_pool, u.online_voice_routing_policy)
                   is not distinct from
                   (s.user_principal_name, s.display_name, s.usage_location, s.licences, s.coexistence_mode,
                    s.on_prem_line_uri, s.registrar_pool, s.online_voice_routing_policy)""";

    private static final String NAME_OUTCOMES =
            """
            update user_import_staging
               set outcome = case when errors is null then 'created' else 'rejected' end,
                   user_id = case when errors is null or user_id <> new_id then user_id end
             where import_id = ? and outcome is null""";

    /** Names that pass from one user to another are let go of first: each row that is written has to find its name free. */
    private static final String FREE_NAMES =
            """
            update user_account u
               set user_principal_name = 'passed-on:' || u.user_id
              from user_import_staging giver
              join user_import_staging taker
                on taker.import_id = giver.import_id and taker.user_id <> giver.user_id
               and taker.outcome in ('created', 'changed')
             where u.tenant_id = ? and giver.import_id = ? and giver.outcome = 'changed' and u.user_id = giver.user_id
               and lower(taker.user_principal_name) = lower(u.user_principal_name)""";

    private static final String WRITE =
            """
            insert into user_account as u
                   (tenant_id, user_id, revision, status, account_type, user_principal_name, display_name, usage_location,
                    licences, coexistence_mode, on_prem_line_uri, registrar_pool, online_voice_routing_policy,
                    created_at, last_modified_on, incarnation)
            select ?, s.user_id, born.revision, 'active', s.account_type, s.user_principal_name, s.display_name,
                   s.usage_location, coalesce(s.licences, '{}'), s.coexistence_mode, s.on_prem_line_uri, s.registrar_pool,
                   s.online_voice_routing_policy, n.now, n.now, born.revision
              from user_import_staging s, (select business_now() as now) n,
                   lateral (select next_revision(0 * s.line) as revision) born
             where s.import_id = ? and s.outcome in ('created', 'changed')
             order by s.user_id
                on conflict (tenant_id, user_id) do update
               set revision = next_revision(u.revision), status = excluded.status, account_type = excluded.account_type,
                   user_principal_name = excluded.user_principal_name, display_name = excluded.display_name,
                   usage_location = excluded.usage_location, licences = excluded.licences,
                   coexistence_mode = excluded.coexistence_mode, on_prem_line_uri = excluded.on_prem_line_uri,
                   registrar_pool = excluded.registrar_pool,
                   online_voice_routing_policy = excluded.online_voice_routing_policy,
                   created_at = case when u.status = 'active' then u.created_at else excluded.created_at end,
                   incarnation = case when u.status = 'active' then u.incarnation else excluded.incarnation end,
                   last_modified_on = excluded.last_modified_on""";

    private static final String EVENTS = "select " + UserEvents.COLUMNS
            + """
              from user_import_staging s
              join user_account u on u.tenant_id = ? and u.user_id = s.user_id
             where s.import_id = ? and s.outcome in ('created', 'changed')""";

    private static final String KEEP_ROWS =
            """
            with gone as (
                delete from user_import_staging where import_id = ? returning line, user_id, outcome, errors
            )
            insert into user_import_row (tenant_id, import_id, line, user_id, outcome, errors)
            select ?, ?, line, user_id, outcome, errors from gone""";

    /** Whose import. */
    record Owner(UUID tenantId, UUID importId) {}

    /** Takes the rows in as they come; whatever they throw leaves nothing behind. */
    void receive(Connection connection, Owner owner, Iterator<CheckedUser> rows) throws SQLException {
        CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(COPY);
        try {
            while (rows.hasNext()) {
                byte[] line = CopyLine.of(owner.importId(), rows.next());
                copy.writeToCopy(line, 0, line.length);
            }
            copy.endCopy();
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }

    /** Decides what becomes of each row, and writes the users. */
    void apply(Connection connection, Owner owner) throws SQLException {
        // The statistics know nothing of rows that have just come; nested loops over so many would never end.
        try (Statement statement = connection.createStatement()) {
            statement.execute("set local enable_nestloop = off");
        }
        UUID tenant = owner.tenantId();
        UUID rows = owner.importId();
        execute(connection, RESOLVE, tenant, rows);
        execute(connection, REJECT_DUPLICATES, rows, rows);
        execute(connection, LOCK, tenant, rows);
        // Only a later statement sees what those who held the locks before have committed.
        execute(connection, JUDGE, tenant, tenant, rows, rows);
        execute(connection, MERGE, tenant, rows);
        execute(connection, LEAVE_UNCHANGED, tenant, rows);
        execute(connection, NAME_OUTCOMES, rows);
        execute(connection, FREE_NAMES, tenant, rows);
        execute(connection, WRITE, tenant, rows);
    }

    /** Hands on the users that were written, as the others hear of them, in portions: never all at once in memory. */
    void forEachEvent(Connection connection, Owner owner, Consumer<List<UserChanged>> taker) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(EVENTS)) {
            query.setFetchSize(PORTION);
            query.setObject(1, owner.tenantId());
            query.setObject(2, owner.importId());
            List<UserChanged> portion = new ArrayList<>(PORTION);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    portion.add(UserEvents.of(row));
                    if (portion.size() == PORTION) {
                        taker.accept(List.copyOf(portion));
                        portion.clear();
                    }
                }
            }
            if (!portion.isEmpty()) {
                taker.accept(portion);
            }
        }
    }

    /** Keeps what became of each row, and nothing else of them. */
    void keepRows(Connection connection, Owner owner) throws SQLException {
        execute(connection, KEEP_ROWS, owner.importId(), owner.tenantId(), owner.importId());
    }

    private static void execute(Connection connection, String sql, UUID... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            statement.execute();
        }
    }
}
