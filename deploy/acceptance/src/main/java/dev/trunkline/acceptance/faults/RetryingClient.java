package dev.trunkline.acceptance.faults;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.trunkline.local.LocalStack;
import dev.trunkline.local.StackService;
import dev.trunkline.local.story.Portal;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Asks as a careful client does: with the same key again while there is no answer, or one that says to try again, until its patience
 * ends. Safe for use by several threads.
 */
final class RetryingClient {

    private static final Duration TRY = Duration.ofSeconds(8);
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final int LONGEST_HASTE_MILLIS = 60;
    private static final Duration PAUSE = Duration.ofMillis(150);
    private static final Set<Integer> AGAIN = Set.of(429, 502, 503, 504);
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String ADMINISTRATION = "/v1/admin/";

    private final LocalStack stack;
    private final Site site;
    private final ClientLog log;
    private volatile boolean hasty;
    private final Queue<Failure> failures = new ConcurrentLinkedQueue<>();
    private final Map<String, String> tokens = new ConcurrentHashMap<>();
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();

    RetryingClient(LocalStack stack, Site site, ClientLog log) {
        this.stack = stack;
        this.site = site;
        this.log = log;
    }

    /** Gets the token of a party while the issuer is there. */
    void admit(String party) {
        tokens.computeIfAbsent(party, name -> Portal.token(stack.addresses(), name));
    }

    String token(String party) {
        admit(party);
        return tokens.getOrDefault(party, "");
    }

    /** Whether commands are given up after a moment, and given again, though they may be under way or carried out. */
    void hurry(boolean now) {
        hasty = now;
    }

    /** The tries so far that had to be made again, or came to nothing. */
    List<Failure> failures() {
        return List.copyOf(failures);
    }

    /** Until an answer comes that settles it. */
    Outcome send(Command command) throws InterruptedException {
        Instant begin = Instant.now();
        int tries = 1;
        Outcome outcome = once(command, begin, tries);
        while (!isSettled(outcome) && Duration.between(begin, Instant.now()).compareTo(PATIENCE) < 0) {
            TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
            outcome = once(command, begin, ++tries);
        }
        log.add(outcome);
        return outcome;
    }

    /** Reads; null when there is no answer at present. Not logged: a read settles nothing. */
    @Nullable
    JsonNode read(String party, StackService service, String path) throws InterruptedException {
        try {
            HttpResponse<String> response =
                    http.send(request(party, service, path).GET().build(), BodyHandlers.ofString());
            return response.statusCode() == 200 ? parse(response.body()) : null;
        } catch (IOException away) {
            return null;
        }
    }

    private static boolean isSettled(Outcome outcome) {
        boolean underWay = outcome.status() == 409 && outcome.problemCode().equals("idempotency-in-progress");
        return outcome.status() != 0 && !underWay && !AGAIN.contains(outcome.status());
    }

    private Outcome once(Command command, Instant begin, int tries) throws InterruptedException {
        HttpRequest.Builder request = request(command.party(), command.service(), command.path())
                .header("Idempotency-Key", command.id())
                .header("X-Correlation-Id", command.id())
                .method(command.method(), body(command));
        if (command.body() != null) {
            request.header("Content-Type", command.csv() ? "text/csv" : "application/json");
        }
        if (command.etag() != null) {
            request.header("If-Match", command.etag());
        }
        if (hasty) {
            request.timeout(Duration.ofMillis(1 + ThreadLocalRandom.current().nextInt(LONGEST_HASTE_MILLIS)));
        }
        try {
            HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
            if (response.statusCode() >= 500) {
                failures.add(new Failure(
                        Instant.now(),
                        command.service(),
                        command.kind(),
                        response.statusCode(),
                        response.headers().firstValue("Retry-After").isPresent(),
                        ""));
            }
            return new Outcome(
                    command,
                    response.statusCode(),
                    parse(response.body()),
                    response.headers().firstValue("ETag").orElse(null),
                    response.headers().firstValue("Location").orElse(null),
                    begin,
                    Instant.now(),
                    tries);
        } catch (IOException away) {
            failures.add(new Failure(Instant.now(), command.service(), command.kind(), 0, false, String.valueOf(away)));
            return new Outcome(command, 0, MissingNode.getInstance(), null, null, begin, Instant.now(), tries);
        }
    }

    private HttpRequest.Builder request(String party, StackService service, String path) {
        admit(party);
        URI replica = path.startsWith(ADMINISTRATION) ? stack.management(service) : site.address(service);
        return HttpRequest.newBuilder(replica.resolve(path))
                .timeout(TRY)
                .header("Authorization", "Bearer " + tokens.get(party))
                .header("Accept", "application/json, application/problem+json");
    }

    private static BodyPublisher body(Command command) {
        Object body = command.body();
        if (body == null) {
            return BodyPublishers.noBody();
        }
        try {
            return BodyPublishers.ofString(command.csv() ? (String) body : JSON.writeValueAsString(body));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static JsonNode parse(String body) {
        try {
            return body.isBlank() ? MissingNode.getInstance() : JSON.readTree(body);
        } catch (JsonProcessingException notJson) {
            return MissingNode.getInstance();
        }
    }
}
