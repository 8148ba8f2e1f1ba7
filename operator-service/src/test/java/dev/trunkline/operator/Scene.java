package dev.trunkline.operator;

import static dev.trunkline.platform.testing.TokenClient.asOperator;
import static dev.trunkline.platform.testing.TokenClient.asPlatformAdmin;
import static org.awaitility.Awaitility.await;

import dev.trunkline.contracts.CompanySize;
import dev.trunkline.contracts.CountryStatus;
import dev.trunkline.contracts.E164Number;
import dev.trunkline.contracts.EnablementStatus;
import dev.trunkline.contracts.OfferedService;
import dev.trunkline.contracts.RowCode;
import dev.trunkline.contracts.RowOutcome;
import dev.trunkline.contracts.event.EnablementChanged;
import dev.trunkline.contracts.event.EnablementChanged.CountryConsent;
import dev.trunkline.contracts.event.EnablementChanged.ServiceEpoch;
import dev.trunkline.contracts.event.EnablementContactChanged;
import dev.trunkline.contracts.event.UploadChunkApplied;
import dev.trunkline.contracts.event.UploadChunkSubmitted;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/** An operator and a tenant of a test's own, and what usually happens between them. */
public final class Scene {

    private static final AtomicLong REVISION = new AtomicLong(Instant.now().toEpochMilli() * 1_000);
    private static final List<String> CALLING = List.of("callingUserAssignment", "firstPartyAppAssignment");

    public final UUID operatorId = UUID.randomUUID();
    public final UUID tenantId = UUID.randomUUID();
    public final String path = "/v1/operators/" + operatorId;

    public static long nextRevision() {
        return REVISION.incrementAndGet();
    }

    /** A directory entry that offers calling, toll and toll-free, in some countries. */
    public static Map<String, Object> entry(String name, String... countries) {
        List<Map<String, Object>> offers = new ArrayList<>();
        for (String country : countries) {
            offers.add(Map.of(
                    "country",
                    country,
                    "services",
                    List.of(
                            Map.of(
                                    "service",
                                    "calling",
                                    "tollUsages",
                                    CALLING,
                                    "tollFreeUsages",
                                    List.of("firstPartyAppAssignment")),
                            Map.of(
                                    "service",
                                    "conferencing",
                                    "tollUsages",
                                    List.of("conferenceAssignment"),
                                    "tollFreeUsages",
                                    List.of()))));
        }
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("name", name);
        entry.put("website", "https://carrier.example");
        entry.put("supportContact", "noc@carrier.example");
        entry.put("offers", offers);
        return entry;
    }

    public Scene register(String... countries) {
        return register(entry("Carrier " + operatorId, countries));
    }

    public Scene register(Map<String, Object> entry) {
        asPlatformAdmin()
                .contentType("application/json")
                .body(entry)
                .put(path)
                .then()
                .statusCode(201);
        return this;
    }

    public EnablementChanged enablement(int epoch, EnablementStatus status, String... countries) {
        return enablement(
                epoch,
                status,
                Arrays.stream(countries)
                        .map(country -> country(country, 1, 1, 1))
                        .toList());
    }

    /** A country of a consent to calling and conferencing, with the country's epoch since which each of them is consented to. */
    public static CountryConsent country(String country, int epoch, int callingSince, int conferencingSince) {
        return new CountryConsent(
                country,
                epoch,
                CountryStatus.ACTIVE,
                List.of(OfferedService.CALLING, OfferedService.CONFERENCING),
                List.of(
                        new ServiceEpoch(OfferedService.CALLING, callingSince),
                        new ServiceEpoch(OfferedService.CONFERENCING, conferencingSince)));
    }

    public EnablementChanged enablement(int epoch, EnablementStatus status, List<CountryConsent> consents) {
        Instant now = Instant.now();
        return new EnablementChanged(
                tenantId, operatorId, nextRevision(), epoch, status, consents, "2026-01", now, now, now, null);
    }

    public EnablementContactChanged contact(int epoch, String fullName) {
        return new EnablementContactChanged(
                tenantId,
                operatorId,
                nextRevision(),
                epoch,
                new EnablementContactChanged.Contact(
                        fullName, "ada@contoso.example", CompanySize.L250_U999, "+4930123456", "Contoso"));
    }

    /** The tenant consents, and the operator has heard of it. */
    public Scene consent(int epoch, String... countries) {
        OtherServices.say(enablement(epoch, EnablementStatus.ACTIVE, countries));
        eventually(() -> Integer.valueOf(epoch).equals(consentView().get("epoch"))
                && "active".equals(consentView().getString("status")));
        return this;
    }

    public JsonPath consentView() {
        return asOperator(operatorId).get(path + "/consents/" + tenantId).jsonPath();
    }

    public Response place(Map<String, Object> order) {
        return asOperator(operatorId)
                .contentType("application/json")
                .body(order)
                .post(path + "/orders");
    }

    public Map<String, Object> newOrder(String country, int quantity) {
        Map<String, Object> order = new LinkedHashMap<>();
        order.put("tenantId", tenantId.toString());
        order.put("type", "new");
        order.put("lines", List.of(Map.of("country", country, "usage", "callingUserAssignment", "quantity", quantity)));
        return order;
    }

    /** An order that takes uploads. */
    public UUID acceptedOrder(String country, int quantity) {
        UUID orderId = UUID.fromString(place(newOrder(country, quantity))
                .then()
                .statusCode(201)
                .extract()
                .path("orderId"));
        step(orderId, "accept").then().statusCode(200);
        return orderId;
    }

    public Response step(UUID orderId, String step) {
        return asOperator(operatorId)
                .contentType("application/json")
                .body("{}")
                .post(path + "/orders/" + orderId + "/" + step);
    }

    public JsonPath order(UUID orderId) {
        return asOperator(operatorId).get(path + "/orders/" + orderId).jsonPath();
    }

    public Response upload(UUID orderId, String csv) {
        return asOperator(operatorId).contentType("text/csv").body(csv).post(path + "/orders/" + orderId + "/uploads");
    }

    public UUID uploaded(UUID orderId, String csv) {
        return UUID.fromString(
                upload(orderId, csv).then().statusCode(202).extract().path("uploadId"));
    }

    public JsonPath uploadView(UUID uploadId) {
        return asOperator(operatorId).get(path + "/uploads/" + uploadId).jsonPath();
    }

    public JsonPath rows(UUID uploadId) {
        return asOperator(operatorId)
                .get(path + "/uploads/" + uploadId + "/rows")
                .jsonPath();
    }

    /** The chunks of an upload that number-service was handed so far. */
    public List<UploadChunkSubmitted> chunks(UUID uploadId) {
        return OtherServices.heard(UploadChunkSubmitted.class).stream()
                .filter(chunk -> chunk.uploadId().equals(uploadId))
                .toList();
    }

    /** Waits for so many chunks. */
    public List<UploadChunkSubmitted> awaitChunks(UUID uploadId, int count) {
        eventually(() -> chunks(uploadId).size() == count);
        return chunks(uploadId);
    }

    public static UploadChunkApplied delivered(UploadChunkSubmitted chunk) {
        return answer(
                chunk,
                item -> new UploadChunkApplied.Row(
                        item.row(), item.telephoneNumber(), RowOutcome.DELIVERED, null, null, UUID.randomUUID()));
    }

    public static UploadChunkApplied rejected(UploadChunkSubmitted chunk, RowCode code) {
        return answer(
                chunk,
                item -> new UploadChunkApplied.Row(
                        item.row(),
                        item.telephoneNumber(),
                        RowOutcome.REJECTED,
                        code,
                        "Refused by number-service.",
                        null));
    }

    public static UploadChunkApplied answer(
            UploadChunkSubmitted chunk, Function<UploadChunkSubmitted.Item, UploadChunkApplied.Row> result) {
        return new UploadChunkApplied(
                chunk.uploadId(),
                chunk.attempt(),
                chunk.chunk(),
                chunk.dryRun(),
                chunk.operatorId(),
                chunk.tenantId(),
                chunk.orderId(),
                chunk.items().stream().map(result).toList());
    }

    /** Valid numbers of Berlin, one after the other. */
    public static List<E164Number> berlin(int count) {
        List<E164Number> numbers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            numbers.add(new E164Number(49_30_2000_0000L + i));
        }
        return numbers;
    }

    public static String csv(List<E164Number> numbers) {
        StringBuilder csv = new StringBuilder("telephoneNumber\n");
        numbers.forEach(number -> csv.append(number).append('\n'));
        return csv.toString();
    }

    /** Does the same so many times at once. */
    public static <T> List<T> atOnce(int times, Callable<T> call) throws Exception {
        ExecutorService callers = Executors.newFixedThreadPool(times);
        try {
            List<T> results = new ArrayList<>();
            for (Future<T> result : callers.invokeAll(Collections.nCopies(times, call))) {
                results.add(result.get());
            }
            return results;
        } finally {
            callers.shutdown();
        }
    }

    public static void eventually(Callable<Boolean> condition) {
        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(50))
                .until(condition);
    }
}
