package dev.trunkline.acceptance.faults;

import dev.trunkline.local.LocalStack;
import dev.trunkline.local.StackService;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Locale;
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

    /** How many events have not been sent yet. */
    long waiting(StackService service) {
        return count(service, "select count(*) from outbox");
    }

    /** Whether events from before that moment have not been sent yet. */
    boolean waitingSince(StackService service, Instant moment) {
        return count(service, "select count(*) from outbox where occurred_at < '" + moment + "'") > 0;
    }

    private long count(StackService service, String sql) {
        try (Connection connection = stack.postgres().superuser(service.name().toLowerCase(Locale.ROOT));
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException("The database of " + service + " cannot be read: " + e.getMessage(), e);
        }
    }

    private void execute(StackService service, String sql) {
        try (Connection connection = stack.postgres().superuser(service.name().toLowerCase(Locale.ROOT));
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException("The database of " + service + " cannot be changed: " + e.getMessage(), e);
        }
    }
}
