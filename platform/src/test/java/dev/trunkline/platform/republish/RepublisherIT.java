package dev.trunkline.platform.republish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.trunkline.contracts.CoexistenceMode;
import dev.trunkline.contracts.event.Event;
import dev.trunkline.contracts.event.TenantChanged;
import dev.trunkline.contracts.event.Topic;
import dev.trunkline.platform.messaging.TestDatabase;
import dev.trunkline.platform.outbox.StateSource;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Exchanger;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RepublisherIT {

    private static final int AGGREGATES = 60;

    private final TestDatabase database = new TestDatabase();

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void saysEachAggregateOnceThoughTwoReplicasLookForWork() {
        // Given
        MeetingPlace source = new MeetingPlace();
        database.execute("insert into republication (id, requested_by) values (gen_random_uuid(), 'test')");
        // When
        try (Republisher one = republisher(source);
                Republisher other = republisher(source)) {
            one.start();
            other.start();
            await().atMost(Duration.ofSeconds(20)).until(() -> database.query(
                            "select count(*)::text from republication where finished_at is not null")
                    .equals("1"));
        }
        // Then
        assertThat(database.query("select count(*) || ' of ' || count(distinct record_key) from outbox"))
                .isEqualTo(AGGREGATES + " of " + AGGREGATES);
        assertThat(database.query("select sum(events)::text from republication"))
                .isEqualTo(Integer.toString(AGGREGATES));
        assertThat(source.met).isFalse();
    }

    private Republisher republisher(StateSource source) {
        return new Republisher(
                new RepublishSettings() {
                    @Override
                    public Duration every() {
                        return Duration.ofHours(6);
                    }

                    @Override
                    public Duration lookEvery() {
                        return Duration.ofMillis(10);
                    }

                    @Override
                    public int pageSize() {
                        return 10;
                    }

                    @Override
                    public int outboxLimit() {
                        return 5_000;
                    }
                },
                database.background(),
                database.outbox(),
                lanes -> {},
                List.of(source));
    }

    /** Each page waits a moment for another replica to read one too. */
    private static final class MeetingPlace implements StateSource {

        private final Exchanger<String> meeting = new Exchanger<>();
        private volatile boolean met;

        @Override
        public Topic topic() {
            return Topic.TENANTS;
        }

        @Override
        public Page pageAfter(Connection connection, @Nullable String lastKey, int limit) {
            try {
                meeting.exchange("", 50, TimeUnit.MILLISECONDS);
                met = true;
            } catch (TimeoutException e) {
                // Alone, as it should be.
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            int first = lastKey == null ? 0 : Integer.parseInt(lastKey) + 1;
            List<Event> events = new ArrayList<>();
            for (int i = first; i < Math.min(first + limit, AGGREGATES); i++) {
                events.add(new TenantChanged(new UUID(0, i), 1, "Tenant " + i, CoexistenceMode.TEAMS_ONLY));
            }
            int last = first + events.size() - 1;
            return new Page(events, last == AGGREGATES - 1 ? null : Integer.toString(last));
        }
    }
}
