package dev.trunkline.number.history;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.trunkline.contracts.ContractJson;
import dev.trunkline.contracts.E164Number;
import dev.trunkline.platform.problem.ProblemException;
import dev.trunkline.platform.web.Page;
import dev.trunkline.platform.web.PageRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Reads history, whether or not the number is still there. */
@ApplicationScoped
class HistoryReader {

    private static final String SELECT =
            """
            select history_id, at, upper(during) as until, action, actor, reason, before, after, tenant_id, holding_id,
                   operator_id, order_id, enablement_epoch
              from number_history
             where number = ? and history_id > ?
               and (cast(? as timestamptz) is null or during @> cast(? as timestamptz))
            """;

    private static final String PAGE = " order by history_id limit ?";

    private final DataSource dataSource;
    private final DataSource background;

    HistoryReader(DataSource dataSource, @io.quarkus.agroal.DataSource("background") DataSource background) {
        this.dataSource = dataSource;
        this.background = background;
    }

    /** The tenant's own stays of the number, oldest change first. */
    Page<HistoryItemView> ofTenant(UUID tenantId, String number, @Nullable Instant at, PageRequest page) {
        return read(dataSource, " and tenant_id = ?", tenantId, number, at, page);
    }

    /** What happened to the number while the operator provided it, oldest change first. */
    Page<HistoryItemView> ofOperator(UUID operatorId, String number, @Nullable Instant at, PageRequest page) {
        return read(dataSource, " and operator_id = ?", operatorId, number, at, page);
    }

    /** All that ever happened to the number, whoever had it, oldest change first: over the role that no tenant's scope binds. */
    Page<HistoryItemView> ofEverybody(String number, @Nullable Instant at, PageRequest page) {
        return read(background, "", null, number, at, page);
    }

    private static Page<HistoryItemView> read(
            DataSource role,
            String owner,
            @Nullable UUID ownerId,
            String number,
            @Nullable Instant at,
            PageRequest page) {
        if (!E164Number.isWellFormed(number)) {
            throw unknown();
        }
        Long after = page.after(Long::valueOf);
        @Nullable OffsetDateTime time = at == null ? null : at.atOffset(ZoneOffset.UTC);
        try (Connection connection = role.getConnection();
                PreparedStatement select = connection.prepareStatement(SELECT + owner + PAGE)) {
            select.setLong(1, E164Number.of(number).digits());
            select.setLong(2, after == null ? 0 : after);
            select.setObject(3, time);
            select.setObject(4, time);
            if (ownerId != null) {
                select.setObject(5, ownerId);
            }
            select.setInt(ownerId == null ? 5 : 6, page.limit() + 1);
            List<Row> rows = rows(select);
            if (rows.isEmpty() && after == null) {
                throw unknown();
            }
            return Page.of(rows, page, row -> Long.toString(row.id()), Row::view);
        } catch (SQLException e) {
            throw new IllegalStateException("history could not be read", e);
        }
    }

    private static List<Row> rows(PreparedStatement select) throws SQLException {
        List<Row> rows = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                OffsetDateTime until = row.getObject("until", OffsetDateTime.class);
                rows.add(new Row(
                        row.getLong("history_id"),
                        new HistoryItemView(
                                row.getObject("at", OffsetDateTime.class).toInstant(),
                                until == null ? null : until.toInstant(),
                                NumberAction.fromString(row.getString("action")),
                                row.getString("actor"),
                                row.getString("reason"),
                                state(row.getString("before")),
                                Objects.requireNonNull(state(row.getString("after"))),
                                row.getObject("tenant_id", UUID.class),
                                row.getObject("holding_id", UUID.class),
                                row.getObject("operator_id", UUID.class),
                                row.getObject("order_id", UUID.class),
                                row.getObject("enablement_epoch", Integer.class))));
            }
        }
        return rows;
    }

    private static @Nullable HistoryState state(@Nullable String json) {
        try {
            return json == null ? null : ContractJson.mapper().readValue(json, HistoryState.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("stored history cannot be read", e);
        }
    }

    private static ProblemException unknown() {
        return new ProblemException(
                HistoryProblem.HISTORY_UNKNOWN,
                "Nothing that you may see ever happened to this number; numbers are written in E.164 form.");
    }

    private record Row(long id, HistoryItemView view) {}
}
