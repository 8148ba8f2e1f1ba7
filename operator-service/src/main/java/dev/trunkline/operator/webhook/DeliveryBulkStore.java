package dev.trunkline.operator.webhook;

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
import org.jspecify.annotations.Nullable;

/** Takes the feed over into deliveries, hands out those that are due and keeps what became of them; in the background, for all operators. */
@ApplicationScoped
class DeliveryBulkStore {

    /**
     * A delivery to be tried now.
     *
     * @param timestamp of the try, seconds since 1970 by the database's clock on the wall: the receiver compares it with its own
     */
    @SuppressWarnings("ArrayRecordComponent") // Handed on as what it is, never compared.
    record Due(
            UUID deliveryId,
            UUID operatorId,
            UUID eventId,
            String url,
            byte[] secret,
            String body,
            int attempt,
            long timestamp) {}

    /**
     * What a try came to.
     *
     * @param status that the receiver answered; null when it did not
     */
    record Outcome(@Nullable Integer status, @Nullable String error, long millis) {

        boolean isSuccess() {
            return status != null && status >= 200 && status < 300;
        }

        /** The receiver says that it is gone for good. */
        boolean isFinal() {
            return status != null && status == 410;
        }
    }

    private static final String BEHIND =
            """
            select webhook_id from webhooks w
            where exists (select 1 from feed_counters c where c.operator_id = w.operator_id and c.last > w.position)
            order by webhook_id
            limit 100
            for update skip locked
            """;

    // The position moves with what was read, whether or not it was of a wanted type. JSON as text, so that every try
    // sends the same bytes.
    private static final String TAKE_OVER =
            """
            with entries as (
                select w.webhook_id, w.operator_id, w.types, e.position, e.event_id, e.type,
                       json_build_object('type', e.type,
                           'timestamp', to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
                           'position', e.position, 'tenantId', e.tenant_id, 'subject', e.subject, 'data', e.data::json)::text as body
                from webhooks w
                cross join lateral (
                    select * from feed_entries f
                    where f.operator_id = w.operator_id and f.position > w.position
                    order by f.position
                    limit 500) e
                where w.webhook_id = any (?)
            ), taken as (
                insert into webhook_deliveries (delivery_id, webhook_id, operator_id, position, event_id, type, body, status,
                    created_at, give_up_at, next_at)
                select uuidv7(), webhook_id, operator_id, position, event_id, type, body, 'pending', business_now(),
                       business_now() + cast(? as interval), business_now()
                from entries
                where cardinality(types) = 0 or type = any (types)
                order by position
                on conflict (webhook_id, position) do nothing
            )
            update webhooks w
            set position = r.position
            from (select webhook_id, max(position) as position from entries group by webhook_id) r
            where w.webhook_id = r.webhook_id
            """;

    // A few of each webhook at a time: a slow receiver holds up its own deliveries, not everybody's. What a dead
    // process took is due again
    // after the lease.
    private static final String CLAIM =
            """
            update webhook_deliveries d
            set attempts = d.attempts + 1, next_at = business_now() + cast(? as interval)
            from webhooks w
            cross join lateral (
                select p.delivery_id from webhook_deliveries p
                where p.webhook_id = w.webhook_id and p.status = 'pending' and p.next_at <= business_now()
                order by p.next_at
                limit 4
                for update skip locked) due
            where d.delivery_id = due.delivery_id
              and w.webhook_id in (select q.webhook_id from webhook_deliveries q
                                   where q.status = 'pending' and q.next_at <= business_now()
                                   group by q.webhook_id order by min(q.next_at) limit ?)
            returning d.delivery_id, d.operator_id, d.event_id, w.url, w.secret, d.body, d.attempts,
                extract(epoch from clock_timestamp())::bigint as tried_at
            """;

    private static final String LOG =
            """
            insert into webhook_attempts (delivery_id, attempt, operator_id, at, status, error, millis)
            values (?, ?, ?, business_now(), ?, ?, ?)
            on conflict do nothing
            """;

    /** Whichever try it was: what the receiver has taken, it has taken. */
    private static final String END =
            """
            update webhook_deliveries
            set status = ?, next_at = null, ended_at = business_now()
            where delivery_id = ? and attempts >= ? and status = 'pending'
            """;

    private static final String WAIT =
            """
            update webhook_deliveries
            set status = case when business_now() + w.wait > give_up_at then 'dead' else status end,
                next_at = case when business_now() + w.wait > give_up_at then null else business_now() + w.wait end,
                ended_at = case when business_now() + w.wait > give_up_at then business_now() end
            from (select cast(? as interval) as wait) w
            where delivery_id = ? and attempts = ? and status = 'pending'
            """;

    /** Makes deliveries of what the feed has gained. */
    void takeOver(Connection connection, Duration giveUpAfter) throws SQLException {
        List<UUID> behind = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(BEHIND);
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                behind.add(Columns.requiredUuid(row, "webhook_id"));
            }
        }
        if (behind.isEmpty()) {
            return;
        }
        try (PreparedStatement insert = connection.prepareStatement(TAKE_OVER)) {
            Columns.setArray(connection, insert, 1, "uuid", behind);
            insert.setString(2, giveUpAfter.toString());
            insert.executeUpdate();
        }
    }

    /**
     * Takes deliveries that are due; nobody else gets them before the lease is over.
     *
     * @param webhooks of at most so many
     */
    List<Due> claim(Connection connection, int webhooks, Duration lease) throws SQLException {
        List<Due> due = new ArrayList<>();
        try (PreparedStatement claim = connection.prepareStatement(CLAIM)) {
            claim.setString(1, lease.toString());
            claim.setInt(2, webhooks);
            try (ResultSet row = claim.executeQuery()) {
                while (row.next()) {
                    due.add(new Due(
                            Columns.requiredUuid(row, "delivery_id"),
                            Columns.requiredUuid(row, "operator_id"),
                            Columns.requiredUuid(row, "event_id"),
                            Columns.text(row, "url"),
                            row.getBytes("secret"),
                            Columns.text(row, "body"),
                            row.getInt("attempts"),
                            row.getLong("tried_at")));
                }
            }
        }
        return due;
    }

    /** Keeps what a try came to; nothing is left of one whose webhook was deleted meanwhile. */
    void settle(Connection connection, Due due, Outcome outcome, Duration wait) throws SQLException {
        try (PreparedStatement exists =
                connection.prepareStatement("select 1 from webhook_deliveries where delivery_id = ? for update")) {
            exists.setObject(1, due.deliveryId());
            try (ResultSet row = exists.executeQuery()) {
                if (!row.next()) {
                    return;
                }
            }
        }
        try (PreparedStatement log = connection.prepareStatement(LOG)) {
            log.setObject(1, due.deliveryId());
            log.setInt(2, due.attempt());
            log.setObject(3, due.operatorId());
            log.setObject(4, outcome.status());
            log.setString(5, outcome.error());
            log.setLong(6, outcome.millis());
            log.executeUpdate();
        }
        boolean over = outcome.isSuccess() || outcome.isFinal();
        try (PreparedStatement update = connection.prepareStatement(over ? END : WAIT)) {
            update.setString(
                    1,
                    over
                            ? (outcome.isSuccess() ? DeliveryStatus.DELIVERED : DeliveryStatus.DEAD).wire()
                            : wait.toString());
            update.setObject(2, due.deliveryId());
            update.setInt(3, due.attempt());
            update.executeUpdate();
        }
    }

    /** Forgets deliveries that have been over for long. */
    int forget(Connection connection, Duration age, int limit) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement(
                """
                delete from webhook_deliveries
                where delivery_id in (select delivery_id from webhook_deliveries
                                      where status <> 'pending' and created_at < business_now() - cast(? as interval)
                                      order by created_at limit ?)
                """)) {
            delete.setString(1, age.toString());
            delete.setInt(2, limit);
            return delete.executeUpdate();
        }
    }
}
