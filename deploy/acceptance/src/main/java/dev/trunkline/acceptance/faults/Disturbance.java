package dev.trunkline.acceptance.faults;

import dev.trunkline.local.LocalStack;
import dev.trunkline.local.StackService;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** What a run changes in the databases by hand, or looks up there, as a superuser. */
final class Disturbance {

    /** Events of a type that nobody knows: consumers count and skip them, so they only stand in the way. */
    private static final String FILL =
            """
            insert into outbox (lane, topic, record_key, event_id, event_type, subject, revision, payload)
            select n %% 16, 'trunkline.numbers', gen_random_uuid()::text, gen_random_uuid(), 'dev.trunkline.filler.filled.v1',
                   'filler/' || n, 1, convert_to('{"filler":"' || repeat('x', 1000) || '"}', 'UTF8')
              from generate_series(1, %d) n
            """;

    /** What is appended to a topic goes elsewhere, as if the relay that has its lane were stuck. */
    private static final String HOLD_BACK =
            """
            create table held_event (like outbox);
            create function hold_event() returns trigger language plpgsql security definer as
                $$ begin insert into held_event select new.*; return null; end $$;
            create trigger hold_event before insert on outbox for each row
                when (new.topic = '%s' and new.record_key like '%%%s%%') execute function hold_event()
            """;

    /** Before everything that is appended from now on. */
    private static final String LET_GO =
            """
            drop trigger hold_event on outbox;
            insert into outbox (lane, topic, record_key, event_id, event_type, subject, tenant_id, revision, correlation_id,
                                causation_id, traceparent, occurred_at, payload)
            select lane, topic, record_key, event_id, event_type, subject, tenant_id, revision, correlation_id,
                   causation_id, traceparent, occurred_at, payload from held_event order by id;
            drop function hold_event();
            drop table held_event
            """;

    private final LocalStack stack;
    private final BusinessTime time;
    private final Set<StackService> holding = EnumSet.noneOf(StackService.class);

    Disturbance(LocalStack stack, BusinessTime time) {
        this.stack = stack;
        this.time = time;
    }

    /** Each service has a backlog to send before anything else gets through. */
    void fillOutbox(StackService service, int events) {
        execute(service, FILL.formatted(events));
    }

    /** Business time goes on by so much, in one database after the other. */
    void moveTime(Duration by) {
        Instant begin = Instant.now();
        for (StackService service : StackService.values()) {
            execute(
                    service,
                    "update business_clock set offset_by = offset_by + make_interval(secs => " + by.toSeconds() + ")");
        }
        time.moved(begin, Instant.now(), by);
    }

    /**
     * The services no longer know which events they have had, as after the days for which they remember. What comes again then is told apart
     * by revisions, epochs and the ids of commands alone.
     */
    void forgetEvents() {
        for (StackService service : StackService.values()) {
            execute(service, "delete from inbox_event");
        }
    }

    /**
     * Events of a service to one topic do not get out, until {@link #letGo}. What it tells elsewhere does, and they keep their order.
     *
     * @param key part of the keys that this is about; empty for all
     */
    void holdBack(StackService service, String topic, String key) {
        execute(service, HOLD_BACK.formatted(topic, key));
        holding.add(service);
    }

    void letGo(StackService service) {
        if (holding.remove(service)) {
            execute(service, LET_GO);
        }
    }

    /** Keeps a table from whoever would write it. */
    interface Stall extends AutoCloseable {
        @Override
        void close();
    }

    /** Whoever writes a table of the service waits in the middle of its transaction; keeps nobody from one that is too busy. */
    Stall stall(StackService service, Random random) {
        List<String> tables = new ArrayList<>(List.of("inbox_event", "outbox", "idempotency_record"));
        tables.add(
                switch (service) {
                    case OPERATOR -> "orders";
                    case TENANT -> "user_account";
                    case NUMBER -> "phone_number";
                });
        String table = tables.get(random.nextInt(tables.size()));
        Connection connection = connect(service);
        try (Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("set local lock_timeout = '1s'; lock table " + table + " in exclusive mode");
        } catch (SQLException busy) {
            close(connection);
        }
        return () -> close(connection);
    }

    private Connection connect(StackService service) {
        try {
            return stack.postgres().superuser(service.database());
        } catch (SQLException e) {
            throw new IllegalStateException("The database of " + service + " is away: " + e.getMessage(), e);
        }
    }

    private static void close(Connection connection) {
        try {
            connection.close();
        } catch (SQLException gone) {
            // With its locks.
        }
    }

    /** Its transactions end where they are. */
    void disconnect(StackService service) {
        execute(
                service,
                "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and usename in ('"
                        + service.database() + "_app', '"
                        + service.database() + "_background')");
    }

    /** How many events have not been sent yet. */
    long waiting(StackService service) {
        return count(service, "select count(*) from outbox");
    }

    /** Whether events from before that moment have not been sent yet. */
    boolean waitingSince(StackService service, Instant moment) {
        return count(service, "select count(*) from outbox where occurred_at < '" + moment + "'") > 0;
    }

    private long count(StackService service, String sql) {
        try (Connection connection = stack.postgres().superuser(service.database());
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException("The database of " + service + " cannot be read: " + e.getMessage(), e);
        }
    }

    private void execute(StackService service, String sql) {
        try (Connection connection = stack.postgres().superuser(service.database());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException("The database of " + service + " cannot be changed: " + e.getMessage(), e);
        }
    }
}
