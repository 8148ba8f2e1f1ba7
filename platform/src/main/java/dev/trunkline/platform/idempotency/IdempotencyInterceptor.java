package dev.trunkline.platform.idempotency;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.trunkline.platform.problem.PlatformProblem;
import dev.trunkline.platform.problem.ProblemError;
import dev.trunkline.platform.problem.ProblemException;
import dev.trunkline.platform.problem.ValidationProblems;
import dev.trunkline.platform.web.Caller;
import dev.trunkline.platform.web.Idempotent;
import dev.trunkline.platform.web.Uuids;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import jakarta.transaction.Status;
import jakarta.transaction.SystemException;
import jakarta.transaction.TransactionManager;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Answers a repeat with what the first request got. Inside of the transaction, which has the priority 200. */
@Idempotent
@Interceptor
@Priority(Interceptor.Priority.PLATFORM_BEFORE + 300)
public class IdempotencyInterceptor {

    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,255}");
    private static final List<String> KEPT_HEADERS =
            List.of("Location", "ETag", "Content-Type", "Retry-After", "Preference-Applied");

    private final IdempotencyStore store;
    private final RequestDigest digest;
    private final RoutingContext request;
    private final UriInfo uri;
    private final Caller caller;
    private final ObjectMapper mapper;
    private final TransactionManager transactions;

    IdempotencyInterceptor(
            IdempotencyStore store,
            RequestDigest digest,
            RoutingContext request,
            UriInfo uri,
            Caller caller,
            ObjectMapper mapper,
            TransactionManager transactions) {
        this.store = store;
        this.digest = digest;
        this.request = request;
        this.uri = uri;
        this.caller = caller;
        this.mapper = mapper;
        this.transactions = transactions;
    }

    @AroundInvoke
    Object answer(InvocationContext invocation) throws Exception {
        String given = request.request().getHeader(Idempotent.HEADER);
        if (given == null) {
            return invocation.proceed();
        }
        requireTransaction();
        IdempotencyKey key = new IdempotencyKey(
                caller.subject(),
                request.request().method().name(),
                request.request().path(),
                valid(given));
        if (!store.tryLock(key)) {
            throw new ProblemException(
                            PlatformProblem.IDEMPOTENCY_IN_PROGRESS,
                            "Wait a moment, then send the same request again to get its answer.")
                    .withHeader("Retry-After", "1");
        }
        Optional<RecordedAnswer> first = store.find(key);
        return first.isPresent() ? repeat(first.get()) : firstAnswer(invocation, key);
    }

    private Response repeat(RecordedAnswer first) {
        if (!first.requestDigest().equals(requestDigest())) {
            throw new ProblemException(
                    PlatformProblem.IDEMPOTENCY_KEY_REUSED,
                    "Send the same body and query as the first time, or a new key for a new request.");
        }
        return first.replay();
    }

    private Response firstAnswer(InvocationContext invocation, IdempotencyKey key) throws Exception {
        if (!(invocation.proceed() instanceof Response response)) {
            throw new IllegalStateException("an idempotent method returns a Response");
        }
        if (response.getStatus() >= 500) {
            return response;
        }
        store.record(
                key,
                new RecordedAnswer(requestDigest(), response.getStatus(), keptHeaders(response), bodyOf(response)),
                idIn("tenantId"),
                idIn("operatorId"));
        return response;
    }

    private String requestDigest() {
        return digest.finish(request.request().query());
    }

    private static Map<String, List<String>> keptHeaders(Response response) {
        Map<String, List<String>> kept = new TreeMap<>();
        response.getStringHeaders().forEach((name, values) -> {
            if (KEPT_HEADERS.stream().anyMatch(name::equalsIgnoreCase)) {
                kept.put(name.toLowerCase(Locale.ROOT), new ArrayList<>(values));
            }
        });
        return kept;
    }

    private @Nullable String bodyOf(Response response) throws JsonProcessingException {
        Object entity = response.getEntity();
        return entity == null || entity instanceof String ? (String) entity : mapper.writeValueAsString(entity);
    }

    private @Nullable UUID idIn(String pathParameter) {
        return Uuids.parse(uri.getPathParameters().getFirst(pathParameter)).orElse(null);
    }

    private static String valid(String key) {
        if (KEY.matcher(key).matches()) {
            return key;
        }
        throw ValidationProblems.of(List.of(new ProblemError(
                "invalid",
                Idempotent.HEADER + " must be 1 to 255 visible ASCII characters, for example a UUID",
                null)));
    }

    private void requireTransaction() throws SystemException {
        if (transactions.getStatus() != Status.STATUS_ACTIVE) {
            throw new IllegalStateException("an idempotent method is @Transactional");
        }
    }
}
