package dev.trunkline.acceptance;

import static dev.trunkline.acceptance.Relationship.patiently;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trunkline.contracts.Ids;
import dev.trunkline.local.StackAddresses;
import dev.trunkline.local.story.Answer;
import dev.trunkline.local.story.Api;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A tenant that brings its Calling Plan and Direct Routing numbers to an operator, and asks it for another emergency address: each party
 * does its steps at its own service, and the events between them bring the moves on.
 */
final class MovedNumbers {

    private final Relationship relationship;
    private final Api operator;
    private final Api users;
    private final Api numbers;

    private MovedNumbers(Relationship relationship) {
        this.relationship = relationship;
        this.operator = relationship.operator().operatorService();
        this.users = relationship.tenant().tenantService();
        this.numbers = relationship.tenant().numberService();
    }

    static MovedNumbers in(StackAddresses stack) {
        return new MovedNumbers(Relationship.in(stack));
    }

    /** Ported, unassigned, uploaded, and back at its user by itself; no step before the one that it needs. */
    void comeFromACallingPlan(String number) {
        // Given
        String anna = user("anna", Map.of("licences", List.of("phoneSystem", "callingPlan")));
        importClaim(number, "callingPlan", "online", anna);
        String move = move("callingPlan", number);
        String order = order("moveFromCallingPlan", number);
        assertStep(move, "porting", "operator");
        assertThat(tryUpload(order, number).status()).isEqualTo(409);
        assertThat(expect(200, unassign(number)).text("/warnings/0/code")).isEqualTo("unassigned-before-ported");
        expect(200, numbers.post(numberPath(number, "/assign"), Map.of("targetId", anna)));
        expect(200, operator.post(order + "/start-porting", Map.of()));
        expect(200, operator.post(order + "/mark-ported", Map.of()));
        awaitStep(move, "unassigning", "tenant");
        assertThat(upload(order, number)).isEqualTo("still-assigned-callingPlan");

        // When
        assertThat(expect(200, unassign(number)).text("/warnings/0/code")).isEmpty();
        putUser(anna, "anna", Map.of("licences", List.of("phoneSystem")));
        assertThat(upload(order, number)).isEmpty();

        // Then
        assertArrived(move, number, anna);
        awaitStatus(order, "completed");
    }

    /** Cleared on-premises, its user's routing policy removed, uploaded, and back at its user by itself. */
    void comeFromDirectRouting(String number) {
        // Given
        Map<String, Object> routed = new HashMap<>(Map.of("onlineVoiceRoutingPolicy", "Berlin"));
        routed.put("onPremLineUri", "tel:" + number);
        String ben = user("ben", routed);
        importClaim(number, "directRouting", "onPremises", ben);
        String move = move("directRouting", number);
        String order = order("moveFromDirectRouting", number);
        assertStep(move, "removingNumber", "tenant");
        assertThat(upload(order, number)).isEqualTo("still-assigned-directRouting");
        assertThat(unassign(number).text("/type")).endsWith("/on-prem-number-present");

        // When
        putUser(ben, "ben", Map.of("onlineVoiceRoutingPolicy", "Berlin"));
        awaitStep(move, "removingVoiceRoutingPolicy", "tenant");
        assertThat(upload(order, number)).isEqualTo("still-assigned-directRouting");
        String policy = relationship.tenantPath("/users/" + ben + "/voice-routing-policy");
        patiently().untilAsserted(() -> expect(200, users.delete(policy, etagOf(ben))));
        awaitStep(move, "delivering", "operator");
        assertThat(upload(order, number)).isEmpty();

        // Then
        assertArrived(move, number, ben);
    }

    /** One wish is granted and one refused; the number has the address that the operator gave it last. */
    void getAnotherAddressOnlyFromTheirOperator(String number) {
        // Given
        String first = address("10117");
        String second = address("10119");
        String third = address("10115");
        String order = accepted("new", Map.of("country", "DE", "usage", "callingUserAssignment", "quantity", 1));
        String file = "telephoneNumber,civicAddressId,allowTenantAddressUpdate\n" + number + "," + first + ",false\n";
        assertThat(uploadFile(order, file)).isEmpty();
        patiently().untilAsserted(() -> expect(200, numbers.get(numberPath(number, ""))));
        Answer refusedAtOnce =
                numbers.put(numberPath(number, "/emergency-location"), Map.of("locationId", locationOf(second)), "*");
        assertThat(refusedAtOnce.status()).isEqualTo(403);
        assertThat(refusedAtOnce.text("/supportContact")).contains("support@");

        // When
        String granted = wish(number, second, "We moved.");
        answer(granted, "accept", Map.of());
        awaitWish(number, granted, "accepted");
        String denied = wish(number, third, "We may move again.");
        answer(denied, "refuse", Map.of("reason", "Ask again when you have."));
        awaitWish(number, denied, "refused");

        // Then
        assertThat(numbers.get(wishPath(number, denied)).text("/answer")).isEqualTo("Ask again when you have.");
        Answer shown = numbers.get(numberPath(number, ""));
        assertThat(shown.text("/civicAddressId")).isEqualTo(second);
        assertThat(shown.text("/locationId")).isEqualTo(locationOf(second));
        assertThat(numbers.all(numberPath(number, "/history")))
                .extracting(entry -> entry.path("action").asText())
                .containsExactly("acquired", "emergencyLocationChanged");
    }

    private String user(String name, Map<String, ?> more) {
        String id = Ids.next().toString();
        expect(201, users.put(relationship.tenantPath("/users/" + id), profile(name, more)));
        return id;
    }

    private void putUser(String id, String name, Map<String, ?> more) {
        patiently()
                .untilAsserted(() -> expect(
                        200, users.put(relationship.tenantPath("/users/" + id), profile(name, more), etagOf(id))));
    }

    private String etagOf(String user) {
        return users.get(relationship.tenantPath("/users/" + user)).etag();
    }

    private static Map<String, Object> profile(String name, Map<String, ?> more) {
        Map<String, Object> profile = new HashMap<>(Map.of(
                "userPrincipalName",
                name + "@contoso.example",
                "displayName",
                name,
                "accountType",
                "user",
                "usageLocation",
                "DE",
                "licences",
                List.of("phoneSystem")));
        profile.putAll(more);
        return profile;
    }

    /** The user's creation may take its time to be known. */
    private void importClaim(String number, String type, String source, String user) {
        String file = "telephoneNumber,numberType,numberSource,assignmentTargetId\n"
                + String.join(",", number, type, source, user) + "\n";
        patiently().untilAsserted(() -> {
            Answer answer = numbers.upload(relationship.tenantPath("/numbers/import"), BodyPublishers.ofString(file));
            assertThat(answer.text("/rows/0/status"))
                    .describedAs("%s", answer.body())
                    .isEqualTo("imported");
        });
    }

    private String move(String from, String number) {
        Map<String, Object> wanted = Map.of(
                "operatorId",
                relationship.operatorId(),
                "from",
                from,
                "telephoneNumbers",
                List.of(number),
                "assignBack",
                true);
        return relationship.tenantPath("/moves/"
                + expect(201, numbers.post(relationship.tenantPath("/moves"), wanted))
                        .text("/moveId"));
    }

    private String order(String type, String number) {
        return accepted(
                type, Map.of("country", "DE", "usage", "callingUserAssignment", "telephoneNumbers", List.of(number)));
    }

    private String accepted(String type, Map<String, Object> line) {
        Map<String, Object> order = Map.of("tenantId", relationship.tenantId(), "type", type, "lines", List.of(line));
        String path = relationship.operatorPath("/orders/"
                + expect(201, operator.post(relationship.operatorPath("/orders"), order))
                        .text("/orderId"));
        expect(200, operator.post(path + "/accept", Map.of()));
        return path;
    }

    private Answer tryUpload(String order, String number) {
        return operator.upload(
                order + "/uploads",
                BodyPublishers.ofString("telephoneNumber,allowTenantAddressUpdate\n" + number + ",true\n"));
    }

    private String upload(String order, String number) {
        return uploadFile(order, "telephoneNumber,allowTenantAddressUpdate\n" + number + ",true\n");
    }

    /** Why the only row was rejected; empty when it was delivered. */
    private String uploadFile(String order, String file) {
        Answer received = expect(202, operator.upload(order + "/uploads", BodyPublishers.ofString(file)));
        String upload = relationship.operatorPath("/uploads/" + received.text("/uploadId"));
        patiently().untilAsserted(() -> assertThat(operator.get(upload).text("/status"))
                .isIn("completed", "completedWithErrors"));
        return operator.all(upload + "/rows").get(0).path("code").asText();
    }

    private Answer unassign(String number) {
        return numbers.post(numberPath(number, "/unassign"), Map.of());
    }

    private void assertStep(String move, String step, String waitingFor) {
        Answer shown = expect(200, numbers.get(move));
        assertThat(shown.text("/numbers/0/step"))
                .describedAs("%s", shown.body())
                .isEqualTo(step);
        assertThat(shown.text("/numbers/0/waitingFor")).isEqualTo(waitingFor);
    }

    private void awaitStep(String move, String step, String waitingFor) {
        patiently().untilAsserted(() -> assertStep(move, step, waitingFor));
    }

    private void awaitStatus(String path, String status) {
        patiently().untilAsserted(() -> assertThat(operator.get(path).text("/status"))
                .isEqualTo(status));
    }

    /** The number is the operator's and its user's, everybody knows it, and how long it was out of service is known. */
    private void assertArrived(String move, String number, String user) {
        Answer moved = numbers.get(move);
        assertThat(moved.text("/status")).describedAs("%s", moved.body()).isEqualTo("completed");
        assertThat(moved.body().at("/numbers/0/outOfServiceSeconds").isInt()).isTrue();
        Answer shown = numbers.get(numberPath(number, ""));
        assertThat(shown.text("/numberType")).isEqualTo("operatorConnect");
        assertThat(shown.text("/assignmentTargetId")).isEqualTo(user);
        patiently().untilAsserted(() -> assertThat(
                        users.get(relationship.tenantPath("/users/" + user)).text("/lineUri"))
                .isEqualTo("tel:" + number));
        patiently().untilAsserted(() -> assertThat(relationship.numbersOfOperator())
                .contains(number));
    }

    private String address(String postalCode) {
        Map<String, Object> address = Map.of(
                "companyName", "Contoso",
                "country", "DE",
                "houseNumber", "1",
                "street", "Unter den Linden",
                "city", "Berlin",
                "postalCode", postalCode,
                "latitude", 52.5,
                "longitude", 13.4);
        String path = relationship.tenantPath("/emergency-addresses");
        String id = expect(201, numbers.post(path, address)).text("/civicAddressId");
        expect(200, numbers.post(path + "/" + id + "/validate", Map.of()));
        return id;
    }

    private String locationOf(String address) {
        return numbers.get(relationship.tenantPath("/emergency-addresses/" + address))
                .text("/defaultLocationId");
    }

    private String wish(String number, String address, String reason) {
        Answer filed = numbers.post(
                numberPath(number, "/address-change-requests"),
                Map.of("locationId", locationOf(address), "reason", reason));
        return expect(201, filed).text("/requestId");
    }

    /** The operator reads the wish among its open ones and answers it. */
    private void answer(String wish, String answer, Map<String, Object> body) {
        String all = relationship.operatorPath("/address-change-requests");
        patiently().untilAsserted(() -> assertThat(operator.all(all + "?status=open"))
                .extracting((JsonNode each) -> each.path("requestId").asText())
                .containsExactly(wish));
        expect(202, operator.post(all + "/" + wish + "/" + answer, body));
    }

    private void awaitWish(String number, String wish, String status) {
        patiently().untilAsserted(() -> assertThat(
                        numbers.get(wishPath(number, wish)).text("/status"))
                .isEqualTo(status));
    }

    private String wishPath(String number, String wish) {
        return numberPath(number, "/address-change-requests/" + wish);
    }

    private String numberPath(String number, String rest) {
        return relationship.tenantPath("/numbers/" + number + rest);
    }

    private static Answer expect(int status, Answer answer) {
        assertThat(answer.status()).describedAs("%s", answer.body()).isEqualTo(status);
        return answer;
    }
}
