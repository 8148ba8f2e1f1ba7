package dev.trunkline.benchmark;

import dev.trunkline.contracts.Ids;
import dev.trunkline.embedded.EmbeddedPostgres;
import java.net.http.HttpRequest.BodyPublishers;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** A tenant's users and numbers, as many as a measurement wants. */
final class Inventory {

    /** How the numbers came that were copied. */
    private static final String BEGINNINGS =
            """
            insert into number_history (tenant_id, number, holding_id, number_type, operator_id, order_id, enablement_epoch, at,
                                        during, action, actor, after)
            select p.tenant_id, p.number, p.holding_id, p.number_type, p.operator_id, p.order_id, p.enablement_epoch,
                   p.acquired_at, tstzrange(p.acquired_at, null), h.action, h.actor, h.after
              from phone_number p,
                   (select action, actor, after from number_history where tenant_id = '%3$s' and action = 'acquired' limit 1) h
             where p.tenant_id = '%3$s' and p.number between %1$d and %1$d + %2$d - 1
            """;

    private final EmbeddedPostgres postgres;
    private final Parties parties;

    Inventory(EmbeddedPostgres postgres, Parties parties) {
        this.postgres = postgres;
        this.parties = parties;
    }

    /** A number that can be assigned. */
    record Free(long number, UUID holdingId, long revision) {}

    /** Imports users and waits until number-service knows them. */
    List<UUID> importUsers(int count) throws InterruptedException {
        List<UUID> users = new ArrayList<>();
        StringBuilder csv =
                new StringBuilder("userId,userPrincipalName,displayName,accountType,usageLocation,licences\n");
        for (int i = 0; i < count; i++) {
            UUID user = Ids.next();
            users.add(user);
            csv.append(user).append(",u").append(user).append("@contoso.example,User,user,DE,phoneSystem\n");
        }
        Parties.expect(
                201,
                parties.tenant()
                        .tenantService()
                        .upload(parties.tenantPath("/users/import"), BodyPublishers.ofString(csv.toString())));
        // All are looked for only when the last is there: that question takes a while, again and again, from what is
        // measured.
        Parties.await(() -> known(users.subList(count - 1, count)) == 1 && known(users) == count);
        return users;
    }

    private int known(List<UUID> users) {
        try (Connection connection = postgres.superuser("number");
                PreparedStatement select = connection.prepareStatement(
                        "select count(*) from tenant_user where tenant_id = ? and user_id = any (?)")) {
            select.setObject(1, parties.tenantId());
            select.setArray(2, connection.createArrayOf("uuid", users.toArray()));
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Fills the tenant up by copying one of its numbers, with the beginning of its history, straight into the tables: what is there only
     * makes them large.
     *
     * @param from the first number that is made
     */
    void grow(long from, int count) throws SQLException {
        copyNumber(from, count);
        execute(BEGINNINGS.formatted(from, count, parties.tenantId()));
        execute("vacuum analyze");
        checkpoint();
    }

    /**
     * Takes away what {@link #grow} made, with its history, and gives the room back: the tables are as small as before.
     *
     * @param from the first number that goes
     */
    void shrink(long from, int count) throws SQLException {
        for (String table : List.of("number_history", "phone_number")) {
            execute("delete from %s where tenant_id = '%s' and number between %d and %d"
                    .formatted(table, parties.tenantId(), from, from + count - 1));
            execute("vacuum (full, analyze) " + table);
        }
        checkpoint();
    }

    void checkpoint() throws SQLException {
        execute("checkpoint");
    }

    /** The numbers alone, without their history. */
    void copyNumber(long from, int count) throws SQLException {
        execute(
                """
                insert into phone_number
                select made.*
                  from phone_number p
                 cross join generate_series(0, %2$d - 1) i
                 cross join lateral jsonb_populate_record(
                           p, jsonb_build_object('holding_id', uuidv7(), 'number', %1$d + i)) as made
                 where p.tenant_id = '%3$s'
                   and p.number = (select min(number) from phone_number where tenant_id = '%3$s')
                """
                        .formatted(from, count, parties.tenantId()));
    }

    /** Takes every number from whoever has it, in the table alone. */
    void unassignAll() throws SQLException {
        execute(
                """
                update phone_number
                   set assignment_status = 'unassigned', assignment_target_id = null, assignment_category = null,
                       activation_state = 'activated'
                 where assignment_status <> 'unassigned'
                """);
        execute("vacuum phone_number");
    }

    /** Numbers from all over the tenant, always the same ones of a table. */
    List<Free> free(int count) throws SQLException {
        return free("true", "hashint8(number)", count);
    }

    /** Neighbouring numbers from before {@link #grow}, the same ones however large the table is. */
    List<Free> block(long firstMade, int count) throws SQLException {
        return free("number < " + firstMade, "number", count);
    }

    private List<Free> free(String which, String order, int count) throws SQLException {
        List<Free> free = new ArrayList<>();
        try (Connection connection = postgres.superuser("number");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "select number, holding_id, revision from phone_number where tenant_id = '" + parties.tenantId()
                                + "' and assignment_status = 'unassigned' and " + which + " order by " + order
                                + " limit "
                                + count)) {
            while (row.next()) {
                free.add(new Free(row.getLong(1), row.getObject(2, UUID.class), row.getLong(3)));
            }
        }
        return free;
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = postgres.superuser("number");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
