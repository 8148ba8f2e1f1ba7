package dev.trunkline.operator.feed;

import dev.trunkline.operator.database.Columns;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/** Where features write what operators hear of, in the transaction of the change, on the request path and in the background alike. */
@ApplicationScoped
public class Feed {

    public void append(Connection connection, List<FeedEvent> events) throws SQLException {
        if (events.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(
                """
                insert into feed_entries (operator_id, event_id, type, tenant_id, subject, at, data)
                values (?, ?, ?, ?, ?, ?, ?)
                on conflict (operator_id, event_id) do nothing
                """)) {
            for (FeedEvent event : events) {
                statement.setObject(1, event.operatorId());
                statement.setObject(2, event.eventId());
                statement.setString(3, event.type());
                statement.setObject(4, event.tenantId());
                statement.setString(5, event.subject());
                Columns.setInstant(statement, 6, event.at());
                statement.setString(7, Columns.jsonText(event.data()));
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }
}
