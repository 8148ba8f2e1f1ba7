package dev.trunkline.acceptance.faults;

import dev.trunkline.local.LocalStack;
import dev.trunkline.local.StackService;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

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

    private final LocalStack stack;
    private final BusinessTime time;

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
