package dev.trunkline.tenant.userimport;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import dev.trunkline.contracts.ContractJson;
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

/** Imports that were applied, and what became of their rows. */
@ApplicationScoped
class UserImportStore {

    private static final TypeReference<List<ProblemError>> ERRORS = new TypeReference<>() {};

    private static final String INSERT =
            """
            insert into user_import (tenant_id, import_id, actor, received_at, total, created, changed, unchanged, rejected)
            select ?, ?, ?, business_now(), count(*), count(*) filter (where outcome = 'created'),
                   count(*) filter (where outcome = 'changed'), count(*) filter (where outcome = 'unchanged'),
                   count(*) filter (where outcome = 'rejected')
              from user_import_staging
             where import_id = ?""";

    private static final String FIND =
            """
            select import_id, received_at, total, created, changed, unchanged, rejected
              from user_import
             where tenant_id = ? and import_id = ?""";

    private static final String ROWS =
            """
            select line, user_id, outcome, errors
              from user_import_row
             where tenant_id = ? and import_id = ? and line > ? and (?::text is null or outcome = ?)
             order by line
             limit ?""";

    /** Counts the rows, which have their outcomes by now. */
    void insert(Connection connection, UUID tenantId, UUID importId, String actor) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            insert.setObject(1, tenantId);
            insert.setObject(2, importId);
            insert.setString(3, actor);
            insert.setObject(4, importId);
            insert.executeUpdate();
        }
    }

    Optional<UserImportView> find(Connection connection, UUID tenantId, UUID importId) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(FIND)) {
            query.setObject(1, tenantId);
            query.setObject(2, importId);
            try (ResultSet row = query.executeQuery()) {
                if (!row.next()) {
                    return Optional.empty();
                }
                return Optional.of(new UserImportView(
                        row.getObject("import_id", UUID.class),
                        row.getObject("received_at", OffsetDateTime.class).toInstant(),
                        new UserImportView.Counts(
                                row.getInt("total"),
                                row.getInt("created"),
                                row.getInt("changed"),
                                row.getInt("unchanged"),
                                row.getInt("rejected"))));
            }
        }
    }

    /** The rows after a line, in the order of the import; of one outcome where that is asked for. */
    List<UserImportRowView> rows(
            Connection connection,
            UUID tenantId,
            UUID importId,
            int afterLine,
            @Nullable ImportOutcome outcome,
            int limit)
            throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(ROWS)) {
            String wire = outcome == null ? null : outcome.wire();
            query.setObject(1, tenantId);
            query.setObject(2, importId);
            query.setInt(3, afterLine);
            query.setString(4, wire);
            query.setString(5, wire);
            query.setInt(6, limit);
            List<UserImportRowView> views = new ArrayList<>();
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    views.add(new UserImportRowView(
                            row.getInt("line"),
                            row.getObject("user_id", UUID.class),
                            ImportOutcome.fromString(row.getString("outcome")),
                            errors(row.getString("errors"))));
                }
            }
            return views;
        }
    }

    private static @Nullable List<ProblemError> errors(@Nullable String json) {
        try {
            return json == null ? null : ContractJson.mapper().readValue(json, ERRORS);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("errors were stored in another form", e);
        }
    }
}
