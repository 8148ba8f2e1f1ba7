package dev.trunkline.number.release;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.trunkline.contracts.ContractJson;
import dev.trunkline.contracts.event.CommandAnswered;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;

/** The outcomes of operators' commands: a repeat gets the same. */
@ApplicationScoped
public class CommandStore {

    private static final String CLAIM =
            "insert into command_result (command_id, tenant_id, operator_id) values (?, ?, ?) on conflict do nothing";
    private static final String ANSWER =
            "select answer from command_result where command_id = ? and tenant_id = ? and operator_id = ?";
    private static final String KEEP = "update command_result set answer = ?::jsonb where command_id = ?";

    /** Whether the command is new; the row it leaves makes everybody wait who has the same command. */
    public boolean claim(Connection connection, UUID commandId, UUID tenantId, UUID operatorId) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(CLAIM)) {
            insert.setObject(1, commandId);
            insert.setObject(2, tenantId);
            insert.setObject(3, operatorId);
            return insert.executeUpdate() == 1;
        }
    }

    /** The answer that was given; only the same operator gets it, for the same tenant. */
    public Optional<CommandAnswered> answer(Connection connection, UUID commandId, UUID tenantId, UUID operatorId)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(ANSWER)) {
            select.setObject(1, commandId);
            select.setObject(2, tenantId);
            select.setObject(3, operatorId);
            try (ResultSet row = select.executeQuery()) {
                if (!row.next() || row.getString(1) == null) {
                    return Optional.empty();
                }
                return Optional.of(ContractJson.mapper().readValue(row.getString(1), CommandAnswered.class));
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("a stored answer cannot be read", e);
            }
        }
    }

    public void keep(Connection connection, CommandAnswered answer) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(KEEP)) {
            update.setString(1, ContractJson.mapper().writeValueAsString(answer));
            update.setObject(2, answer.commandId());
            update.executeUpdate();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an answer cannot be written as JSON", e);
        }
    }
}
