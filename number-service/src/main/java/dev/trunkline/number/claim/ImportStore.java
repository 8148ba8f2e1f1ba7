package dev.trunkline.number.claim;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import dev.trunkline.contracts.ContractJson;
import dev.trunkline.number.claim.ImportRowStore.Owner;
import dev.trunkline.platform.problem.ProblemError;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Imports that were made, and what became of their rows. */
@ApplicationScoped
class ImportStore {

    private static final TypeReference<List<ProblemError>> ERRORS = new TypeReference<>() {};

    private static final String BEGIN = "insert into number_import (tenant_id, import_id, actor) values (?, ?, ?)";

    private static final String COUNT =
            """
            update number_import i
               set total = c.total, imported = c.imported, unchanged = c.unchanged, rejected = c.rejected
              from (select count(*) as total, count(*) filter (where status = 'imported') as imported,
                           count(*) filter (where status = 'unchanged') as unchanged,
                           count(*) filter (where status = 'rejected') as rejected
                      from number_import_row
                     where tenant_id = ? and import_id = ?) c
             where i.tenant_id = ? and i.import_id = ?
            """;

    private static final String FIND =
            """
            select received_at, total, imported, unchanged, rejected
              from number_import
             where tenant_id = ? and import_id = ?
            """;

    private static final String ROWS =
            """
            select line, sent, status, errors
              from number_import_row
             where tenant_id = ? and import_id = ? and line > ? and (cast(? as text) is null or status = ?)
             order by line
             limit ?
            """;

    void begin(Connection connection, Owner owner, String actor) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(BEGIN)) {
            insert.setObject(1, owner.tenantId());
            insert.setObject(2, owner.importId());
            insert.setString(3, actor);
            insert.executeUpdate();
        }
    }

    /** Counts the rows, all of which have their answers by now: one that had none would not add up. */
    void count(Connection connection, Owner owner) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(COUNT)) {
            update.setObject(1, owner.tenantId());
            update.setObject(2, owner.importId());
            update.setObject(3, owner.tenantId());
            update.setObject(4, owner.importId());
            update.executeUpdate();
        }
    }

    /** The import without its rows. */
    Optional<ImportView> find(Connection connection, UUID tenantId, UUID importId) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(FIND)) {
            select.setObject(1, tenantId);
            select.setObject(2, importId);
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    return Optional.empty();
                }
                return Optional.of(new ImportView(
                        importId,
                        row.getObject("received_at", OffsetDateTime.class).toInstant(),
                        new ImportView.Counts(
                                row.getInt("total"),
                                row.getInt("imported"),
                                row.getInt("unchanged"),
                                row.getInt("rejected")),
                        null));
            }
        }
    }

    /** The rows behind a line, in the order of the import; of one status where that is asked for. */
    List<ImportView.Row> rows(
            Connection connection, Owner owner, int afterLine, @Nullable ImportRowStatus status, int limit)
            throws SQLException {
        List<ImportView.Row> rows = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(ROWS)) {
            String wanted = status == null ? null : status.wire();
            select.setObject(1, owner.tenantId());
            select.setObject(2, owner.importId());
            select.setInt(3, afterLine);
            select.setString(4, wanted);
            select.setString(5, wanted);
            select.setInt(6, limit);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    rows.add(new ImportView.Row(
                            row.getInt("line"),
                            row.getString("sent"),
                            ImportRowStatus.fromString(row.getString("status")),
                            errors(row.getString("errors"))));
                }
            }
        }
        return rows;
    }

    private static @Nullable List<ProblemError> errors(@Nullable String json) {
        try {
            return json == null ? null : ContractJson.mapper().readValue(json, ERRORS);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("errors were stored in another form", e);
        }
    }
}
