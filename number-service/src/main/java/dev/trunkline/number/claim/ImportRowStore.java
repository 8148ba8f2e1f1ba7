package dev.trunkline.number.claim;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import dev.trunkline.contracts.ContractJson;
import dev.trunkline.number.table.TableRow;
import dev.trunkline.platform.problem.ProblemError;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The rows of an import while it is under way, in its transaction: they wait, ordered by their numbers, until each has its answer. */
@ApplicationScoped
class ImportRowStore {

    private static final String ADD =
            """
            insert into number_import_row (tenant_id, import_id, line, sent, number, target_id, fields, status, errors)
            select ?, ?, r.line, r.sent, r.number, r.target_id, r.fields, r.status, r.errors
              from jsonb_to_recordset(?::jsonb) as r(line integer, sent text, number bigint, target_id uuid, fields jsonb, status text,
                                                     errors jsonb)
            """;

    /** Of each number the first row stands. */
    private static final String REJECT_DUPLICATES =
            """
            update number_import_row r
               set status = 'rejected', errors = ?::jsonb
              from (select line, min(line) over (partition by number) as first
                      from number_import_row
                     where tenant_id = ? and import_id = ? and status = 'waiting') n
             where r.tenant_id = ? and r.import_id = ? and r.line = n.line and n.first < n.line
            """;

    private static final String HOLD_TENANT = "select 1 from tenant_entry where tenant_id = ? for share";

    /** In the order of their ids, as whoever holds several users does. */
    private static final String HOLD_TARGETS =
            """
            select count(*)
              from (select 1
                      from tenant_user
                     where tenant_id = ?
                       and user_id in (select target_id from number_import_row
                                        where tenant_id = ? and import_id = ? and status = 'waiting' and target_id is not null)
                     order by user_id
                       for share) held
            """;

    private static final String WAITING =
            """
            select line, fields
              from number_import_row
             where tenant_id = ? and import_id = ? and status = 'waiting'
             order by number
            """;

    private static final String ANSWER =
            """
            update number_import_row r
               set status = a.status, errors = a.errors
              from jsonb_to_recordset(?::jsonb) as a(line integer, status text, errors jsonb)
             where r.tenant_id = ? and r.import_id = ? and r.line = a.line and r.status = 'waiting'
            """;

    private static final TypeReference<Map<String, String>> FIELDS = new TypeReference<>() {};

    /** Whose import. */
    record Owner(UUID tenantId, UUID importId) {}

    /** What becomes of the row at a line; errors only for one that is rejected. */
    record Answered(int line, ImportRowStatus status, List<ProblemError> errors) {}

    /** Takes rows in as they come; those whose form is not right have their answer at once. */
    void add(Connection connection, Owner owner, List<TableRow> rows) throws SQLException {
        List<Map<String, @Nullable Object>> json = new ArrayList<>();
        for (TableRow row : rows) {
            ClaimCheck check = new ClaimCheck(row);
            Optional<Claim> claim = check.claim();
            Map<String, @Nullable Object> cells = new LinkedHashMap<>();
            cells.put("line", row.line());
            cells.put("sent", row.field(Claim.NUMBER));
            cells.put("number", claim.map(each -> each.number().digits()).orElse(null));
            cells.put("target_id", claim.flatMap(Claim::target).orElse(null));
            cells.put("fields", claim.isPresent() ? row.fields() : null);
            cells.put("status", claim.isPresent() ? "waiting" : ImportRowStatus.REJECTED.wire());
            cells.put("errors", claim.isPresent() ? null : check.errors());
            json.add(cells);
        }
        execute(connection, ADD, owner.tenantId(), owner.importId(), json(json));
    }

    /** Rejects rows whose number stands in an earlier one. */
    void rejectDuplicates(Connection connection, Owner owner) throws SQLException {
        ProblemError twice =
                new ProblemError("duplicate-in-import", "The number stands in the import more than once.", null);
        // The statistics know nothing of rows that have just come; nested loops over so many would never end.
        execute(connection, "set local enable_nestloop = off");
        execute(
                connection,
                REJECT_DUPLICATES,
                json(List.of(twice)),
                owner.tenantId(),
                owner.importId(),
                owner.tenantId(),
                owner.importId());
        execute(connection, "set local enable_nestloop = on");
    }

    /** Holds the tenant and everybody whom a row names before any number is locked. */
    void holdTargets(Connection connection, Owner owner) throws SQLException {
        execute(connection, HOLD_TENANT, owner.tenantId());
        execute(connection, HOLD_TARGETS, owner.tenantId(), owner.tenantId(), owner.importId());
    }

    /** What is done with some claims. */
    interface Taker {
        void take(List<Claim> portion) throws SQLException;
    }

    /** Hands on the claims that wait, in number order, in portions: a cursor keeps the others in the database. */
    void forEachPortion(Connection connection, Owner owner, int size, Taker taker) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(WAITING)) {
            select.setFetchSize(size);
            select.setObject(1, owner.tenantId());
            select.setObject(2, owner.importId());
            List<Claim> portion = new ArrayList<>(size);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    TableRow sent = new TableRow(row.getInt("line"), fields(row.getString("fields")), null);
                    portion.add(new ClaimCheck(sent).claim().orElseThrow());
                    if (portion.size() == size) {
                        taker.take(List.copyOf(portion));
                        portion.clear();
                    }
                }
            }
            if (!portion.isEmpty()) {
                taker.take(portion);
            }
        }
    }

    void answer(Connection connection, Owner owner, List<Answered> answers) throws SQLException {
        List<Map<String, @Nullable Object>> json = new ArrayList<>();
        for (Answered answer : answers) {
            Map<String, @Nullable Object> cells = new LinkedHashMap<>();
            cells.put("line", answer.line());
            cells.put("status", answer.status());
            cells.put("errors", answer.status() == ImportRowStatus.REJECTED ? answer.errors() : null);
            json.add(cells);
        }
        execute(connection, ANSWER, json(json), owner.tenantId(), owner.importId());
    }

    private static void execute(Connection connection, String sql, Object... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            statement.execute();
        }
    }

    private static String json(Object rows) {
        try {
            return ContractJson.mapper().writeValueAsString(rows);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("rows cannot be written as JSON", e);
        }
    }

    private static Map<String, String> fields(String json) {
        try {
            return ContractJson.mapper().readValue(json, FIELDS);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored row cannot be read", e);
        }
    }
}
