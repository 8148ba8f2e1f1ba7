package dev.trunkline.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trunkline.contracts.Ids;
import dev.trunkline.local.StackAddresses;
import dev.trunkline.local.story.Answer;
import dev.trunkline.local.story.Portal;
import dev.trunkline.local.story.ServiceUnreachableException;
import dev.trunkline.local.story.UploadFile;
import dev.trunkline.local.story.UploadFile.Row;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.core.ConditionFactory;

/** A new operator and a new tenant that consented to it for numbers in Germany. */
final class Relationship {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final UUID operatorId = Ids.next();
    private final UUID tenantId = Ids.next();
    private final Portal operator;
    private final Portal tenant;

    private Relationship(StackAddresses stack) {
        operator = Portal.ofOperator(stack, operatorId);
        tenant = Portal.ofTenant(stack, tenantId);
    }

    static Relationship in(StackAddresses stack) {
        return in(stack, Map.of());
    }

    /** @param settings of the operator that are not the default ones */
    static Relationship in(StackAddresses stack, Map<String, ?> settings) {
        Relationship relationship = new Relationship(stack);
        relationship.register(Portal.ofPlatformAdmin(stack), settings);
        relationship.create();
        relationship.consent();
        return relationship;
    }

    private void register(Portal platformAdmin, Map<String, ?> settings) {
        Map<String, Object> service = Map.of(
                "service", "calling", "tollUsages", List.of("callingUserAssignment"), "tollFreeUsages", List.of());
        Map<String, Object> entry = new HashMap<>(settings);
        entry.put("name", "Nordlicht " + operatorId);
        entry.put("website", "https://nordlicht.example");
        entry.put("supportContact", "support@nordlicht.example");
        entry.put(
                "offers",
                List.of(
                        Map.of("country", "DE", "services", List.of(service)),
                        Map.of("country", "AT", "services", List.of(service))));
        Answer registered = platformAdmin.operatorService().put(operatorPath(""), entry);
        assertThat(registered.status()).describedAs("%s", registered.body()).isEqualTo(201);
    }

    private void create() {
        Answer created = tenant.tenantService()
                .put(tenantPath(""), Map.of("displayName", "Contoso", "coexistenceMode", "teamsOnly"));
        assertThat(created.status()).describedAs("%s", created.body()).isEqualTo(201);
    }

    /** Consents, again after a removal, and returns when the operator has heard of it. */
    void consent() {
        patiently().untilAsserted(() -> assertThat(enable().status()).isIn(200, 201, 428));
        patiently().untilAsserted(() -> assertThat(consentAtOperator().text("/status"))
                .isEqualTo("active"));
    }

    /** Enables the operator unless it is enabled; whatever the answer is. */
    Answer enable() {
        Map<String, Object> consent = Map.of(
                "countries", List.of(Map.of("country", "DE", "services", List.of("calling"))),
                "contact",
                        Map.of(
                                "fullName", "Maria Muster",
                                "email", "maria.muster@contoso.example",
                                "companySize", "L250_U999"),
                "dataTransferNotice", Map.of("version", "2026-01", "accepted", true));
        return tenant.tenantService().put(tenantPath("/operators/" + operatorId), consent);
    }

    /** Takes the relationship of the operator to its customer a step on. */
    void relate(String customerRelationship) {
        Answer related = operator.operatorService()
                .patch(
                        operatorPath("/consents/" + tenantId),
                        Map.of("customerRelationship", customerRelationship, "comment", "As agreed."),
                        "*");
        assertThat(related.status()).describedAs("%s", related.body()).isEqualTo(200);
    }

    /** An accepted order; answers its path. */
    String order(int quantity) {
        Answer placed = place(quantity);
        assertThat(placed.status()).describedAs("%s", placed.body()).isEqualTo(201);
        String order = operatorPath("/orders/" + placed.text("/orderId"));
        Answer accepted = operator.operatorService().post(order + "/accept", Map.of());
        assertThat(accepted.status()).describedAs("%s", accepted.body()).isEqualTo(200);
        return order;
    }

    /** An order, whatever the answer is. */
    Answer place(int quantity) {
        Map<String, Object> line = Map.of("country", "DE", "usage", "callingUserAssignment", "quantity", quantity);
        return operator.operatorService()
                .post(operatorPath("/orders"), Map.of("tenantId", tenantId, "type", "new", "lines", List.of(line)));
    }

    /** Sends a file of these numbers for an order; answers the path of the upload. */
    String upload(String order, List<String> numbers) {
        Answer received = send(order, numbers);
        assertThat(received.status()).describedAs("%s", received.body()).isEqualTo(202);
        return operatorPath("/uploads/" + received.text("/uploadId"));
    }

    /** The same, whatever the answer is. */
    Answer send(String order, List<String> numbers) {
        return operator.operatorService().upload(order + "/uploads", BodyPublishers.ofByteArray(csv(numbers)));
    }

    /** A file of these numbers, their addresses left to the tenant. */
    static byte[] csv(List<String> numbers) {
        UploadFile file = new UploadFile();
        numbers.forEach(number -> file.deliver(Row.tenantsToSet(number)));
        return file.toCsv().getBytes(StandardCharsets.UTF_8);
    }

    /** Has the operator take numbers of the tenant's back, and waits until it has. */
    void release(List<String> numbers) {
        patiently().untilAsserted(() -> assertThat(numbersOfOperator()).containsAll(numbers));
        awaitSuccess(operator.operatorService()
                .post(operatorPath("/releases"), Map.of("tenantId", tenantId, "telephoneNumbers", numbers)));
    }

    /** Has the operator change what it says of a number of the tenant's, and waits until it has. */
    void describe(String number, Map<String, ?> change) {
        patiently().untilAsserted(() -> assertThat(numbersOfOperator()).contains(number));
        String path = operatorPath("/numbers/" + number);
        awaitSuccess(operator.operatorService()
                .patch(path, change, operator.operatorService().get(path).etag()));
    }

    private void awaitSuccess(Answer begun) {
        assertThat(begun.status()).describedAs("%s", begun.body()).isEqualTo(202);
        String operation = operatorPath("/operations/" + begun.text("/operationId"));
        patiently().untilAsserted(() -> assertThat(
                        operator.operatorService().get(operation).text("/status"))
                .isEqualTo("succeeded"));
    }

    /** Waits for the upload to end with every row delivered. */
    void awaitDelivered(String upload, int rows) {
        patiently().untilAsserted(() -> {
            Answer answer = operator.operatorService().get(upload);
            assertThat(answer.text("/status")).isEqualTo("completed");
            assertThat(answer.body().at("/counts/accepted").asInt()).isEqualTo(rows);
        });
    }

    /** The numbers as number-service has them, each as often as it is listed. */
    List<String> numbersOfTenant() {
        return telephoneNumbers(tenant.numberService().all(tenantPath("/numbers")));
    }

    /** The numbers as operator-service knows them. */
    List<String> numbersOfOperator() {
        return telephoneNumbers(operator.operatorService().all(operatorPath("/numbers")));
    }

    Answer consentAtOperator() {
        return operator.operatorService().get(operatorPath("/consents/" + tenantId));
    }

    String operatorPath(String rest) {
        return "/v1/operators/" + operatorId + rest;
    }

    String tenantPath(String rest) {
        return "/v1/tenants/" + tenantId + rest;
    }

    UUID tenantId() {
        return tenantId;
    }

    UUID operatorId() {
        return operatorId;
    }

    Portal operator() {
        return operator;
    }

    Portal tenant() {
        return tenant;
    }

    /** What a process that is just coming up cannot answer yet is asked again. */
    static ConditionFactory patiently() {
        return await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(100))
                .ignoreException(ServiceUnreachableException.class);
    }

    private static List<String> telephoneNumbers(List<JsonNode> items) {
        return items.stream()
                .map(item -> item.path("telephoneNumber").asText())
                .sorted()
                .toList();
    }

    /** Makes the user at the path, and gives it the number. */
    void assign(String number, String user) {
        Answer created = tenant().tenantService()
                .put(
                        user,
                        Map.of(
                                "userPrincipalName", "anna@contoso.example",
                                "displayName", "Anna",
                                "accountType", "user",
                                "usageLocation", "DE",
                                "licences", List.of("phoneSystem")));
        assertThat(created.status()).describedAs("%s", created.body()).isEqualTo(201);
        String assign = tenantPath("/numbers/" + number + "/assign");
        Map<String, String> target = Map.of("targetId", user.substring(user.lastIndexOf('/') + 1));
        patiently().untilAsserted(() -> assertThat(
                        tenant().numberService().post(assign, target).status())
                .isEqualTo(200));
        patiently().untilAsserted(() -> assertThat(
                        tenant().tenantService().get(user).text("/lineUri"))
                .isEqualTo("tel:" + number));
    }
}
