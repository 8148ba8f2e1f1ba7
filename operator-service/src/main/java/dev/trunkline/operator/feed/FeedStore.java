package dev.trunkline.operator.feed;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.trunkline.contracts.ContractJson;
import dev.trunkline.operator.database.Columns;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Reads the feed by its positions. */
@ApplicationScoped
class FeedStore {

    /** An entry about a thousand numbers weighs a quarter of a megabyte; a page of those must not fill the heap. */
    private static final long ENOUGH_BYTES = 1_000_000;

    /**
     * What there is to read.
     *
     * @param oldest the lowest position that is still there; {@code last + 1} when none is
     * @param last the highest position that was ever given; 0 for none
     */
    record Extent(long oldest, long last) {}

    Extent extent(Connection connection, UUID operatorId) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                """
                select coalesce((select min(position) from feed_entries where operator_id = ? and position is not null),
                                c.last + 1) as oldest, c.last
                from (select coalesce((select last from feed_counters where operator_id = ?), 0) as last) c
                """)) {
            statement.setObject(1, operatorId);
            statement.setObject(2, operatorId);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return new Extent(row.getLong("oldest"), row.getLong("last"));
            }
        }
    }

    /** The entries after a position: so many, and no further one once they weigh enough. At least one where there is one. */
    List<FeedEntryView> after(Connection connection, UUID operatorId, long position, int limit) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                """
                select position, event_id, type, tenant_id, subject, at, data
                from (select position, event_id, type, tenant_id, subject, at, data, bytes,
                             sum(bytes) over (order by position) as weight
                      from (select position, event_id, type, tenant_id, subject, at, data, bytes
                            from feed_entries
                            where operator_id = ? and position > ?
                            order by position
                            limit ?) next) weighed
                where weight - bytes < ?
                order by position
                """)) {
            statement.setObject(1, operatorId);
            statement.setLong(2, position);
            statement.setInt(3, limit);
            statement.setLong(4, ENOUGH_BYTES);
            List<FeedEntryView> entries = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    entries.add(new FeedEntryView(
                            row.getLong("position"),
                            Columns.requiredUuid(row, "event_id"),
                            Columns.text(row, "type"),
                            Columns.requiredUuid(row, "tenant_id"),
                            Columns.text(row, "subject"),
                            Columns.requiredInstant(row, "at"),
                            ContractJson.mapper().readerForMapOf(Object.class).readValue(row.getString("data"))));
                }
            } catch (JsonProcessingException e) {
                throw new SQLException("a feed entry does not hold what was written there", e);
            }
            return entries;
        }
    }

    /**
     * Forgets entries that are older than that.
     *
     * @return how many
     */
    int forget(Connection connection, Duration age, int limit) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                """
                delete from feed_entries
                where entry_id in (select entry_id from feed_entries
                                   where at < business_now() - cast(? as interval) and position is not null
                                   order by at limit ?)
                """)) {
            statement.setString(1, age.toString());
            statement.setInt(2, limit);
            return statement.executeUpdate();
        }
    }
}
