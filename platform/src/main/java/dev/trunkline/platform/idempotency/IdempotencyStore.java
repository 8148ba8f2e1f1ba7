package dev.trunkline.platform.idempotency;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import dev.trunkline.contracts.ContractJson;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Recorded answers, in the transaction of the request. */
@ApplicationScoped
class IdempotencyStore {

    private static final TypeReference<Map<String, List<String>>> HEADERS = new TypeReference<>() {};

    private final DataSource dataSource;

    IdempotencyStore(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /**
     * Holds the key until the transaction ends.
     *
     * @return false when another transaction holds it
     */
    boolean tryLock(IdempotencyKey key) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement lock = connection.prepareStatement(
                        """
                        select pg_try_advisory_xact_lock(hashtextextended(
                            jsonb_build_array('idempotency', ?::text, ?::text, ?::text, ?::text)::text, 0))
                        """)) {
            bind(lock, key, 1);
            try (ResultSet result = lock.executeQuery()) {
                result.next();
                return result.getBoolean(1);
            }
        }
    }

    Optional<RecordedAnswer> find(IdempotencyKey key) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement query = connection.prepareStatement(
                        """
                        select request_digest, status, headers, body
                        from idempotency_record
                        where caller = ? and method = ? and path = ? and idempotency_key = ?
                          and created_at > business_now() - interval '24 hours'
                        """)) {
            bind(query, key, 1);
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? Optional.of(read(row)) : Optional.empty();
            }
        }
    }

    private static RecordedAnswer read(ResultSet row) throws SQLException {
        try {
            return new RecordedAnswer(
                    row.getString("request_digest"),
                    row.getInt("status"),
                    ContractJson.mapper().readValue(row.getString("headers"), HEADERS),
                    row.getString("body"));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("recorded headers are no JSON object of lists", e);
        }
    }

    /** Records an answer; one that is older than 24 hours and not yet purged makes way. */
    void record(IdempotencyKey key, RecordedAnswer answer, @Nullable UUID tenantId, @Nullable UUID operatorId)
            throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement insert = connection.prepareStatement(
                        """
                        insert into idempotency_record
                            (request_digest, status, headers, body, tenant_id, operator_id,
                             caller, method, path, idempotency_key)
                        values (?, ?, ?::jsonb, ?, ?, ?, ?, ?, ?, ?)
                        on conflict on constraint idempotency_record_pk do update
                        set request_digest = excluded.request_digest, status = excluded.status,
                            headers = excluded.headers, body = excluded.body,
                            tenant_id = excluded.tenant_id, operator_id = excluded.operator_id,
                            created_at = excluded.created_at
                        """)) {
            insert.setString(1, answer.requestDigest());
            insert.setInt(2, answer.status());
            insert.setString(3, ContractJson.mapper().writeValueAsString(answer.headers()));
            insert.setString(4, answer.body());
            insert.setObject(5, tenantId);
            insert.setObject(6, operatorId);
            bind(insert, key, 7);
            insert.executeUpdate();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("headers are text", e);
        }
    }

    private static void bind(PreparedStatement statement, IdempotencyKey key, int first) throws SQLException {
        statement.setString(first, key.caller());
        statement.setString(first + 1, key.method());
        statement.setString(first + 2, key.path());
        statement.setString(first + 3, key.key());
    }
}
