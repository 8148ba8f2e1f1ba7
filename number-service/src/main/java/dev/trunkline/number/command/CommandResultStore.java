package dev.trunkline.number.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.trunkline.contracts.ContractJson;
import dev.trunkline.contracts.event.CommandAnswered;
import dev.trunkline.contracts.event.NumbersCommanded;
import dev.trunkline.contracts.event.NumbersCommanded.Item;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** The outcomes of commands on sets of numbers: a repeat gets the same. */
@ApplicationScoped
class CommandResultStore {

    private static final String CLAIM =
            """
            insert into command_result (command_id, tenant_id, operator_id)
            select c, ?, ? from unnest(?) as commands(c) order by c
            on conflict do nothing
            returning command_id
            """;

    private static final String ANSWERS =
            """
            select answer from command_result
             where command_id = any(?) and tenant_id = ? and operator_id = ? and answer is not null
            """;

    private static final String KEEP =
            """
            update command_result r
               set answer = a.answer::jsonb
              from unnest(?, ?) as a(command_id, answer)
             where r.command_id = a.command_id
            """;

    /** The commands that are new; the rows they leave make everybody wait who has the same commands. */
    Set<UUID> claim(Connection connection, NumbersCommanded command) throws SQLException {
        Set<UUID> fresh = new HashSet<>();
        try (PreparedStatement insert = connection.prepareStatement(CLAIM)) {
            insert.setObject(1, command.tenantId());
            insert.setObject(2, command.operatorId());
            insert.setArray(3, connection.createArrayOf("uuid", ids(command.items())));
            try (ResultSet row = insert.executeQuery()) {
                while (row.next()) {
                    fresh.add(row.getObject(1, UUID.class));
                }
            }
        }
        return fresh;
    }

    /** The answers that were given to these. */
    List<CommandAnswered> answers(Connection connection, NumbersCommanded command, List<Item> repeated)
            throws SQLException {
        List<CommandAnswered> answers = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(ANSWERS)) {
            select.setArray(1, connection.createArrayOf("uuid", ids(repeated)));
            select.setObject(2, command.tenantId());
            select.setObject(3, command.operatorId());
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    answers.add(ContractJson.mapper().readValue(row.getString(1), CommandAnswered.class));
                }
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("a stored answer cannot be read", e);
            }
        }
        return answers;
    }

    void keep(Connection connection, List<CommandAnswered> answers) throws SQLException {
        List<String> bodies = new ArrayList<>();
        try {
            for (CommandAnswered answer : answers) {
                bodies.add(ContractJson.mapper().writeValueAsString(answer));
            }
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an answer cannot be written as JSON", e);
        }
        try (PreparedStatement update = connection.prepareStatement(KEEP)) {
            update.setArray(
                    1,
                    connection.createArrayOf(
                            "uuid",
                            answers.stream().map(CommandAnswered::commandId).toArray(UUID[]::new)));
            update.setArray(2, connection.createArrayOf("text", bodies.toArray(String[]::new)));
            update.executeUpdate();
        }
    }

    private static UUID[] ids(List<Item> items) {
        return items.stream().map(Item::commandId).toArray(UUID[]::new);
    }
}
