package dev.trunkline.operator.consent;

import dev.trunkline.operator.database.Columns;
import dev.trunkline.operator.feed.Feed;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Customer relationships and their steps. */
@ApplicationScoped
class RelationshipStore {

    private final Feed feed;

    RelationshipStore(Feed feed) {
        this.feed = feed;
    }

    /** Takes the locked consent a step on, and tells the operator's feed. */
    void advance(
            Connection connection,
            Consent consent,
            CustomerRelationship next,
            @Nullable String comment,
            Instant at,
            String by,
            long version)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                """
                update consents set customer_relationship = ?, relationship_version = ?
                where operator_id = ? and tenant_id = ?
                """)) {
            statement.setString(1, next.wire());
            statement.setLong(2, version);
            statement.setObject(3, consent.operatorId());
            statement.setObject(4, consent.tenantId());
            statement.executeUpdate();
        }
        CustomerRelationship before = consent.relationship();
        try (PreparedStatement statement = connection.prepareStatement(
                """
                insert into customer_relationship_steps (operator_id, tenant_id, step, epoch, at, by, status, before, comment)
                values (?, ?, (select coalesce(max(step), 0) + 1 from customer_relationship_steps
                               where operator_id = ? and tenant_id = ?), ?, ?, ?, ?, ?, ?)
                """)) {
            statement.setObject(1, consent.operatorId());
            statement.setObject(2, consent.tenantId());
            statement.setObject(3, consent.operatorId());
            statement.setObject(4, consent.tenantId());
            statement.setInt(5, consent.epoch());
            Columns.setInstant(statement, 6, at);
            statement.setString(7, by);
            statement.setString(8, next.wire());
            statement.setString(9, before == null ? null : before.wire());
            statement.setString(10, comment);
            statement.executeUpdate();
        }
        feed.append(connection, List.of(ConsentNews.ofRelationship(consent, next, at, by)));
    }

    /** Oldest first, of every epoch. */
    List<RelationshipStepView> steps(Connection connection, UUID operatorId, UUID tenantId, long after, int limit)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                """
                select step, epoch, at, by, before, status, comment
                from customer_relationship_steps
                where operator_id = ? and tenant_id = ? and step > ?
                order by step
                limit ?
                """)) {
            statement.setObject(1, operatorId);
            statement.setObject(2, tenantId);
            statement.setLong(3, after);
            statement.setInt(4, limit);
            List<RelationshipStepView> steps = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    String before = row.getString("before");
                    steps.add(new RelationshipStepView(
                            row.getInt("step"),
                            row.getInt("epoch"),
                            Columns.requiredInstant(row, "at"),
                            Columns.text(row, "by"),
                            before == null ? null : CustomerRelationship.fromString(before),
                            Columns.wire(row, "status", CustomerRelationship.class),
                            row.getString("comment")));
                }
            }
            return steps;
        }
    }
}
