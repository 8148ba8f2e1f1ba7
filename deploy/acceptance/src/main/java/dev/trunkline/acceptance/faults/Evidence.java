package dev.trunkline.acceptance.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.trunkline.local.LocalStack;
import dev.trunkline.local.StackService;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** What a run has left behind, for the checks: what the clients saw, what the databases hold, what the topics tell. */
final class Evidence {

    private static final ObjectMapper JSON = new ObjectMapper();
    /** Few enough for several pages. */
    private static final int PAGE = 10;

    private static final int READS = 50;
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final Parties parties;
    private final List<Outcome> outcomes;
    private final Databases databases;
    private final LocalStack stack;
    private final RetryingClient client;
    private final Hook hook;
    private final BusinessTime time;
    private @Nullable List<Told> told;

    Evidence(
            Parties parties,
            List<Outcome> outcomes,
            LocalStack stack,
            RetryingClient client,
            Hook hook,
            BusinessTime time) {
        this.parties = parties;
        this.outcomes = List.copyOf(outcomes);
        this.databases = new Databases(stack);
        this.stack = stack;
        this.client = client;
        this.hook = hook;
        this.time = time;
    }

    /**
     * An event as it was told first.
     *
     * @param key of its record
     * @param cause correlation id of the request that began it all; empty when nobody said
     * @param revision of the aggregate; 0 for an event that is none's state
     */
    record Told(String topic, String key, String eventId, String type, String cause, long revision, JsonNode payload) {}

    BusinessTime time() {
        return time;
    }

    Hook hook() {
        return hook;
    }

    Parties parties() {
        return parties;
    }

    List<Outcome> outcomes() {
        return outcomes;
    }

    List<Map<String, @Nullable String>> rows(StackService service, String sql) {
        return databases.query(service, sql, parties);
    }

    /** All of a list, page after page, as the party reads it. */
    List<JsonNode> read(String party, StackService service, String path) {
        List<JsonNode> items = new ArrayList<>();
        String list = path + "?limit=" + PAGE;
        String token = "";
        do {
            JsonNode page = page(party, service, list + (token.isEmpty() ? "" : "&pageToken=" + token));
            page.path("items").forEach(items::add);
            token = page.path("nextPageToken").asText("");
        } while (!token.isEmpty());
        return items;
    }

    private JsonNode page(String party, StackService service, String path) {
        try {
            JsonNode page = client.read(party, service, path);
            for (int tries = 1; page == null && tries < READS; tries++) {
                TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
                page = client.read(party, service, path);
            }
            if (page == null) {
                throw new IllegalStateException(party + " cannot read " + path + " of " + service);
            }
            return page;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Every event of the run's tenants and operators, each once, in the order of its partition. */
    synchronized List<Told> told() {
        List<Told> known = told;
        if (known == null) {
            known = read();
            told = known;
        }
        return known;
    }

    private List<Told> read() {
        Set<String> seen = new HashSet<>();
        List<Told> events = new ArrayList<>();
        for (ConsumerRecord<String, byte[]> record : Topics.of(stack).everything()) {
            String eventId = header(record, "ce_id");
            if (record.value() != null && isOurs(record) && seen.add(record.topic() + eventId)) {
                String revision = header(record, "ce_revision");
                events.add(new Told(
                        record.topic(),
                        record.key(),
                        eventId,
                        header(record, "ce_type"),
                        header(record, "ce_correlationid"),
                        revision.isEmpty() ? 0 : Long.parseLong(revision),
                        parse(record.value())));
            }
        }
        return events;
    }

    private boolean isOurs(ConsumerRecord<String, byte[]> record) {
        String text = record.key() + header(record, "ce_tenantid");
        return parties.tenants().stream().map(UUID::toString).anyMatch(text::contains)
                || parties.operators().stream().map(UUID::toString).anyMatch(text::contains);
    }

    private static String header(ConsumerRecord<String, byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }

    static JsonNode parse(byte[] json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
