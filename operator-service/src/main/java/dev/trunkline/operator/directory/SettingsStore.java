package dev.trunkline.operator.directory;

import dev.trunkline.contracts.event.OperatorChanged.CountryOffer;
import dev.trunkline.operator.database.Columns;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Reads operators' settings for other features, on the request path and in the background alike. */
@ApplicationScoped
public class SettingsStore {

    /** The settings of a registered operator. */
    public Optional<OperatorSettings> find(Connection connection, UUID operatorId) throws SQLException {
        return Optional.ofNullable(find(connection, List.of(operatorId)).get(operatorId));
    }

    /** The settings of those that are registered. */
    public Map<UUID, OperatorSettings> find(Connection connection, Collection<UUID> operatorIds) throws SQLException {
        Map<UUID, OperatorSettings> settings = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(
                """
                select operator_id, offers, quarantine_days, requires_signed_agreement, auto_confirm_releases
                from operators
                where operator_id = any (?)
                """)) {
            Columns.setArray(connection, statement, 1, "uuid", operatorIds);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    List<CountryOffer> offers = Columns.jsonList(rows, "offers", CountryOffer.class);
                    settings.put(
                            Columns.requiredUuid(rows, "operator_id"),
                            new OperatorSettings(
                                    new Offers(offers),
                                    rows.getInt("quarantine_days"),
                                    rows.getBoolean("requires_signed_agreement"),
                                    rows.getBoolean("auto_confirm_releases")));
                }
            }
        }
        return settings;
    }
}
