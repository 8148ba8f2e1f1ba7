package dev.trunkline.operator.feed;

import dev.trunkline.platform.background.BackgroundLoop;
import dev.trunkline.platform.background.Backoff;
import dev.trunkline.platform.background.Transactions;
import io.quarkus.agroal.DataSource;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;

/**
 * Gives committed entries their positions, operator by operator, one after the other without gaps. One process at a time does so, by a
 * lock that ends with its transaction: positions become visible in their order, so a reader who has seen one has seen all before it.
 */
@ApplicationScoped
class FeedSequencer {

    private static final int AT_ONCE = 5_000;

    private static final String BE_THE_ONE = "select pg_try_advisory_xact_lock(hashtextextended('feed-sequencer', 0))";

    private static final String NUMBER =
            """
            with unnumbered as (
                select u.entry_id, u.operator_id, row_number() over in_order as n, count(*) over (partition by u.operator_id) as all_of_it
                from (select entry_id, operator_id from feed_entries where position is null order by entry_id limit ?) u
                window in_order as (partition by u.operator_id order by u.entry_id)
            ), counted as (
                insert into feed_counters as c (operator_id, last)
                select operator_id, max(n) from unnumbered group by operator_id
                on conflict (operator_id) do update set last = c.last + excluded.last
                returning c.operator_id, c.last
            )
            update feed_entries e
            set position = c.last - u.all_of_it + u.n
            from unnumbered u
            join counted c on c.operator_id = u.operator_id
            where e.entry_id = u.entry_id
            """;

    private final Transactions background;
    private final FeedConfig config;
    private final BackgroundLoop loop;

    FeedSequencer(@DataSource("background") javax.sql.DataSource background, FeedConfig config) {
        this.background = new Transactions(background, Duration.ofSeconds(30));
        this.config = config;
        this.loop = new BackgroundLoop(
                "feed-sequencer",
                this::turn,
                new Backoff(Duration.ofMillis(200), Duration.ofSeconds(10)),
                Duration.ofSeconds(5));
    }

    void start(@Observes StartupEvent event) {
        loop.start();
    }

    void stop(@Observes ShutdownEvent event) {
        loop.close();
    }

    private Duration turn() throws SQLException {
        int numbered = background.call(FeedSequencer::number);
        return numbered == AT_ONCE ? Duration.ZERO : config.interval();
    }

    /**
     * Numbers what is committed and has no position.
     *
     * @return how many; none while another process does so
     */
    static int number(Connection connection) throws SQLException {
        try (PreparedStatement lock = connection.prepareStatement(BE_THE_ONE);
                ResultSet granted = lock.executeQuery()) {
            if (!granted.next() || !granted.getBoolean(1)) {
                return 0;
            }
        }
        // A statement of its own, so that it sees what the one before it committed.
        try (PreparedStatement update = connection.prepareStatement(NUMBER)) {
            update.setInt(1, AT_ONCE);
            return update.executeUpdate();
        }
    }
}
