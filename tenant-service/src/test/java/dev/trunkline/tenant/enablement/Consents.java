package dev.trunkline.tenant.enablement;

import static dev.trunkline.platform.testing.TokenClient.asTenant;

import dev.trunkline.contracts.E164Number;
import dev.trunkline.contracts.RemovalOutcome;
import dev.trunkline.contracts.event.EventType;
import dev.trunkline.contracts.event.RemovalDecided;
import dev.trunkline.contracts.event.RemovalRequested;
import dev.trunkline.tenant.Kafka;
import dev.trunkline.tenant.World;
import io.restassured.response.Response;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;

/** One tenant, one operator, and what goes on between them. */
final class Consents {

    static final Map<String, Object> CONTACT =
            Map.of("fullName", "Ada Erasable", "email", "ada.erasable@contoso.example", "companySize", "L50_U249");
    static final Map<String, Object> ACCEPTED = Map.of("version", "2026-01", "accepted", true);

    final UUID tenantId;
    final UUID operatorId;

    private Consents(UUID tenantId, UUID operatorId) {
        this.tenantId = tenantId;
        this.operatorId = operatorId;
    }

    static Consents between(UUID tenantId, UUID operatorId) {
        return new Consents(tenantId, operatorId);
    }

    /** A new tenant and a new operator, enabled for calling in the countries. */
    static Consents enabled(String... countries) {
        Consents consents = new Consents(World.tenant(), World.operator());
        consents.put(countriesOf(countries), null).then().statusCode(201);
        return consents;
    }

    static List<Map<String, Object>> countriesOf(String... countries) {
        return Arrays.stream(countries)
                .map(country -> Map.<String, Object>of("country", country, "services", List.of("calling")))
                .toList();
    }

    String path() {
        return "/v1/tenants/" + tenantId + "/operators/" + operatorId;
    }

    String key() {
        return tenantId + ":" + operatorId;
    }

    Response put(List<Map<String, Object>> countries, String ifMatch) {
        return put(Map.of("countries", countries, "contact", CONTACT, "dataTransferNotice", ACCEPTED), ifMatch);
    }

    Response put(Map<String, Object> body, String ifMatch) {
        var request = asTenant(tenantId).contentType("application/json").body(body);
        return (ifMatch == null ? request : request.header("If-Match", ifMatch)).put(path());
    }

    Response putCountry(String country, Map<String, Object> body) {
        return putCountry(etag(), country, body);
    }

    Response putCountry(String ifMatch, String country, Map<String, Object> body) {
        return asTenant(tenantId)
                .header("If-Match", ifMatch)
                .contentType("application/json")
                .body(body)
                .put(path() + "/countries/" + country);
    }

    Response get() {
        return asTenant(tenantId).get(path());
    }

    String etag() {
        return World.etag(tenantId, path());
    }

    Response suspend() {
        return asTenant(tenantId).post(path() + "/suspend");
    }

    Response resume() {
        return asTenant(tenantId).post(path() + "/resume");
    }

    Response delete(String below) {
        return asTenant(tenantId).header("If-Match", etag()).delete(path() + below);
    }

    /** Asks for the removal and reads what number-service is asked. */
    RemovalRequested removalOf(String below) {
        Response response = delete(below);
        response.then().statusCode(202);
        UUID removalId = UUID.fromString(response.path("removalId"));
        return question(removalId);
    }

    RemovalRequested question(UUID removalId) {
        return Kafka.await(
                EventType.REMOVAL_REQUESTED,
                tenantId.toString(),
                RemovalRequested.class,
                question -> question.removalId().equals(removalId));
    }

    /** What number-service would decide on the question. */
    static RemovalDecided decision(RemovalRequested question, RemovalOutcome outcome, String... blocking) {
        return new RemovalDecided(
                question.removalId(),
                question.tenantId(),
                question.operatorId(),
                question.epoch(),
                question.scope(),
                outcome,
                outcome == RemovalOutcome.ACCEPTED ? 0 : 1,
                Math.max(0, blocking.length - 1),
                Arrays.stream(blocking).map(E164Number::of).toList(),
                Instant.now(),
                question.requestedAt());
    }

    void awaitStatus(String status) {
        Awaitility.await("status " + status).atMost(World.PATIENCE).until(() -> status.equals(get().path("status")));
    }
}
