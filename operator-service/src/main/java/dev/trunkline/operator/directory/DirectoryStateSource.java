package dev.trunkline.operator.directory;

import dev.trunkline.contracts.OperatorStatus;
import dev.trunkline.contracts.event.Event;
import dev.trunkline.contracts.event.OperatorChanged;
import dev.trunkline.contracts.event.OperatorChanged.CountryOffer;
import dev.trunkline.contracts.event.Topic;
import dev.trunkline.operator.database.Columns;
import dev.trunkline.platform.outbox.StateSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Says every directory entry again. */
@ApplicationScoped
class DirectoryStateSource implements StateSource {

    @Override
    public Topic topic() {
        return Topic.OPERATORS;
    }

    @Override
    public Page pageAfter(Connection connection, @Nullable String lastKey, int limit) throws SQLException {
        List<Event> events = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(
                """
                select operator_id, revision, name, website, logo_url, description, support_contact, status, offers,
                       quarantine_days, requires_signed_agreement, auto_confirm_releases
                from operators
                where ?::uuid is null or operator_id > ?::uuid
                order by operator_id
                limit ?
                for update
                """)) {
            statement.setString(1, lastKey);
            statement.setString(2, lastKey);
            statement.setInt(3, limit);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    events.add(changed(rows));
                }
            }
        }
        String last = events.size() < limit ? null : events.get(limit - 1).recordKey();
        return new Page(events, last);
    }

    private static OperatorChanged changed(ResultSet row) throws SQLException {
        UUID operatorId = Columns.requiredUuid(row, "operator_id");
        List<CountryOffer> offers = Columns.jsonList(row, "offers", CountryOffer.class);
        return new OperatorChanged(
                operatorId,
                row.getLong("revision"),
                Columns.text(row, "name"),
                Columns.text(row, "website"),
                row.getString("logo_url"),
                row.getString("description"),
                Columns.text(row, "support_contact"),
                Columns.wire(row, "status", OperatorStatus.class),
                offers,
                row.getInt("quarantine_days"),
                row.getBoolean("requires_signed_agreement"),
                row.getBoolean("auto_confirm_releases"));
    }
}
