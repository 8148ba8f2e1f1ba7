package dev.trunkline.acceptance;

import static dev.trunkline.acceptance.Relationship.patiently;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trunkline.contracts.Ids;
import dev.trunkline.local.StackAddresses;
import dev.trunkline.local.story.Answer;
import dev.trunkline.local.story.FreshNumbers;
import dev.trunkline.local.story.Portal;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/** An operator and a tenant between whom an upload can go wrong in every way, and the file in which it does. */
final class RowCodes {

    private static final String USER = "callingUserAssignment";
    private static final String APP = "firstPartyAppAssignment";
    private static final String CONFERENCE = "conferenceAssignment";

    private final UUID operatorId = Ids.next();
    private final UUID tenantId = Ids.next();
    private final Portal operator;
    private final Portal tenant;
    private final FreshNumbers fresh;
    private final Map<String, String> expected = new LinkedHashMap<>();
    private final Set<String> seen = new TreeSet<>();
    private final StringBuilder csv = new StringBuilder(
            "telephoneNumber,usage,additionalUsages,civicAddressId,allowTenantAddressUpdate,displayedCountryCode\n");

    private RowCodes(StackAddresses stack, FreshNumbers fresh) {
        this.fresh = fresh;
        operator = Portal.ofOperator(stack, operatorId);
        tenant = Portal.ofTenant(stack, tenantId);
    }

    static RowCodes in(StackAddresses stack, FreshNumbers fresh) {
        RowCodes codes = new RowCodes(stack, fresh);
        codes.register(Portal.ofPlatformAdmin(stack));
        codes.consent();
        return codes;
    }

    private void register(Portal platformAdmin) {
        Map<String, Object> germany = Map.of(
                "country",
                "DE",
                "services",
                List.of(
                        service("calling", List.of(USER), List.of()),
                        service("conferencing", List.of(CONFERENCE), List.of())));
        Map<String, Object> america =
                Map.of("country", "US", "services", List.of(service("calling", List.of(USER, APP), List.of(APP))));
        expect(
                201,
                platformAdmin
                        .operatorService()
                        .put(
                                operatorPath(""),
                                Map.of(
                                        "name",
                                        "Südlicht " + operatorId,
                                        "website",
                                        "https://suedlicht.example",
                                        "supportContact",
                                        "support@suedlicht.example",
                                        "offers",
                                        List.of(germany, america))));
    }

    private static Map<String, Object> service(String name, List<String> toll, List<String> tollFree) {
        return Map.of("service", name, "tollUsages", toll, "tollFreeUsages", tollFree);
    }

    private void consent() {
        expect(
                201,
                tenant.tenantService()
                        .put(tenantPath(""), Map.of("displayName", "Contoso", "coexistenceMode", "teamsOnly")));
        Map<String, Object> consent = Map.of(
                "countries",
                List.of(
                        Map.of("country", "DE", "services", List.of("calling")),
                        Map.of("country", "US", "services", List.of("calling"))),
                "contact",
                Map.of(
                        "fullName", "Maria Muster",
                        "email", "maria.muster@contoso.example",
                        "companySize", "L250_U999"),
                "dataTransferNotice",
                Map.of("version", "2026-01", "accepted", true));
        patiently().untilAsserted(() -> assertThat(tenant.tenantService()
                        .put(tenantPath("/operators/" + operatorId), consent)
                        .status())
                .isIn(200, 201, 428));
        patiently().untilAsserted(() -> assertThat(operator.operatorService()
                        .get(operatorPath("/consents/" + tenantId))
                        .status())
                .isEqualTo(200));
    }

    /** The codes that uploads have been seen to end rows with. */
    Set<String> seen() {
        return seen;
    }

    /** Uploads a file in which each row goes wrong for its own reason, one goes well, and one can be mended. */
    void everyReasonIsTold(String heldElsewhere, String quarantined) {
        // Given
        expectOk(operator.numberService()
                .put(operatorPath("/emergency-address-policies/US"), Map.of("policy", "operatorAssignedLocked")));
        String unvalidated = address("10117");
        String validated = validatedAddress("10119");
        String farAway = validatedAddress("80331");
        List<String> german = fresh.of("DE", 11);
        List<String> american = fresh.of("US", 3);
        row("invalid-number", "+49-30/7", "", "", "", "true", "");
        row("", german.get(0), "", "", "", "true", "");
        row("duplicate-in-upload", german.get(0), "", "", "", "true", "");
        row("country-not-in-order", "+33142685300", "", "", "", "true", "");
        row("not-in-order", german.get(1), CONFERENCE, "", "", "true", "");
        row("toll-free-user-usage", "+18002752273", USER, "", "", "true", "US");
        row("displayed-country-required", "+18002752273", APP, "", "", "true", "");
        row("usage-not-offered", german.get(2), "", APP, "", "true", "");
        row("service-not-consented", german.get(3), "", CONFERENCE, "", "true", "");
        row("address-required", german.get(4), "", "", "", "false", "");
        row("address-unknown", german.get(5), "", "", Ids.next().toString(), "true", "");
        row("address-not-validated", german.get(6), "", "", unvalidated, "true", "");
        row("address-country-mismatch", american.get(0), USER, "", validated, "", "");
        row("policy-mismatch", american.get(1), USER, "", validated, "true", "");
        row("number-unavailable", heldElsewhere, "", "", "", "true", "");
        row("address-area-mismatch", german.get(8), "", "", farAway, "true", "");
        row("still-assigned-callingPlan", claimed("callingPlan", german.get(9)), "", "", "", "true", "");
        row("still-assigned-directRouting", claimed("directRouting", german.get(10)), "", "", "", "true", "");
        row("quarantined", quarantined, "", "", "", "true", "");
        row("quantity-exceeded", german.get(7), "", "", "", "true", "");
        row("invalid-field", american.get(2), USER, "", "", "perhaps", "");
        String order = order(Map.of("country", "DE", "usage", USER, "quantity", 10));

        // When
        String upload = upload(order + "/uploads", csv.toString());

        // Then
        awaitEnd(upload);
        assertThat(codes(upload)).isEqualTo(expected);
        assertThat(numbers()).containsExactly(german.get(0));

        // When
        expectOk(
                tenant.numberService().post(tenantPath("/emergency-addresses/" + unvalidated + "/validate"), Map.of()));
        expect(202, operator.operatorService().post(upload + "/retry", Map.of()));

        // Then
        awaitEnd(upload);
        expected.replaceAll((line, code) -> code.equals("address-not-validated") ? "" : code);
        assertThat(codes(upload)).isEqualTo(expected);
        assertThat(numbers()).containsExactlyInAnyOrder(german.get(0), german.get(6));

        // When
        String again = upload(order + "/uploads", "Numbers,allowTenantAddressUpdate\n" + german.get(0) + ",true\n");

        // Then
        awaitEnd(again);
        assertThat(codes(again).values()).containsExactly("already-delivered");
        assertThat(operator.operatorService().get(again).text("/status")).isEqualTo("completed");
    }

    /** Nothing of a dry run and nothing of an atomic upload with a fault in it comes to the tenant; a whole one does at once. */
    void dryAndAtomicUploadsChangeAllOrNothing(String heldElsewhere) {
        List<String> german = fresh.of("DE", 1_500);
        String order = order(Map.of("country", "DE", "usage", USER, "quantity", 1_500));
        String rows = "telephoneNumber,allowTenantAddressUpdate\n" + String.join(",true\n", german) + ",true\n";
        List<String> before = numbers();

        String dry = upload(order + "/uploads?dryRun=true", rows);
        awaitEnd(dry);
        assertThat(operator.operatorService().get(dry).text("/status")).isEqualTo("completed");
        String withFault = rows.replace(german.get(1_499), heldElsewhere);
        String refused = upload(order + "/uploads?atomic=true", withFault);
        awaitEnd(refused);
        assertThat(codes(refused).values())
                .hasSize(1_500)
                .endsWith("atomic-refused", "number-unavailable")
                .containsOnly("atomic-refused", "number-unavailable");
        assertThat(numbers()).isEqualTo(before);

        String whole = upload(order + "/uploads?atomic=true", rows);
        awaitEnd(whole);
        assertThat(operator.operatorService().get(whole).text("/status")).isEqualTo("completed");
        assertThat(numbers()).hasSize(before.size() + 1_500);
    }

    /** What was ordered before the tenant withdrew its country comes no more, though the order stays open for the others. */
    void nothingComesForACountryThatWasWithdrawn() {
        String order = order(Map.of("country", "DE", "usage", USER, "quantity", 1));
        String enablement = tenantPath("/operators/" + operatorId);
        expect(
                200,
                tenant.tenantService()
                        .delete(
                                enablement + "/countries/US",
                                tenant.tenantService().get(enablement).etag()));

        String upload = upload(
                order + "/uploads",
                "telephoneNumber,usage\n" + fresh.of("US", 1).get(0) + "," + USER + "\n");

        awaitEnd(upload);
        assertThat(codes(upload).values()).containsExactly("country-not-consented");
    }

    private void row(String code, String... cells) {
        csv.append(String.join(",", cells)).append('\n');
        expected.put(Integer.toString(expected.size() + 1), code);
    }

    private String order(Map<String, Object> german) {
        Answer placed = operator.operatorService()
                .post(
                        operatorPath("/orders"),
                        Map.of(
                                "tenantId",
                                tenantId,
                                "type",
                                "new",
                                "lines",
                                List.of(
                                        german,
                                        Map.of("country", "US", "usage", USER, "quantity", 10),
                                        Map.of("country", "US", "usage", APP, "quantity", 10))));
        expect(201, placed);
        String order = operatorPath("/orders/" + placed.text("/orderId"));
        expect(200, operator.operatorService().post(order + "/accept", Map.of()));
        return order;
    }

    private String address(String postalCode) {
        Answer created = tenant.numberService()
                .post(
                        tenantPath("/emergency-addresses"),
                        Map.of(
                                "companyName", "Contoso",
                                "country", "DE",
                                "houseNumber", "1",
                                "street", "Unter den Linden",
                                "city", "Berlin",
                                "postalCode", postalCode,
                                "latitude", 52.5,
                                "longitude", 13.4));
        expect(201, created);
        return created.text("/civicAddressId");
    }

    private String validatedAddress(String postalCode) {
        String address = address(postalCode);
        expectOk(tenant.numberService().post(tenantPath("/emergency-addresses/" + address + "/validate"), Map.of()));
        return address;
    }

    /** A number that the tenant has from elsewhere, assigned to somebody. */
    private String claimed(String numberType, String number) {
        Map<String, Object> row =
                Map.of("telephoneNumber", number, "numberType", numberType, "assignmentTargetId", user());
        // number-service hears of the user in its own time.
        patiently().untilAsserted(() -> {
            Answer imported = tenant.numberService().post(tenantPath("/numbers/import"), Map.of("rows", List.of(row)));
            assertThat(imported.body().at("/counts/imported").asInt())
                    .describedAs("%s", imported.body())
                    .isEqualTo(1);
        });
        return number;
    }

    private String user() {
        String userId = Ids.next().toString();
        expect(
                201,
                tenant.tenantService()
                        .put(
                                tenantPath("/users/" + userId),
                                Map.of(
                                        "userPrincipalName", userId + "@contoso.example",
                                        "displayName", "Anna",
                                        "accountType", "user",
                                        "usageLocation", "DE",
                                        "licences", List.of("phoneSystem", "callingPlan"))));
        return userId;
    }

    private String upload(String path, String file) {
        Answer received = operator.operatorService().upload(path, BodyPublishers.ofString(file));
        expect(202, received);
        return operatorPath("/uploads/" + received.text("/uploadId"));
    }

    private void awaitEnd(String upload) {
        patiently().untilAsserted(() -> assertThat(
                        operator.operatorService().get(upload).text("/status"))
                .isIn("completed", "completedWithErrors"));
    }

    private Map<String, String> codes(String upload) {
        Map<String, String> codes = new LinkedHashMap<>();
        for (JsonNode row : operator.operatorService().all(upload + "/rows")) {
            codes.put(row.path("line").asText(), row.path("code").asText());
        }
        codes.values().stream().filter(code -> !code.isEmpty()).forEach(seen::add);
        return codes;
    }

    private List<String> numbers() {
        List<String> numbers = new ArrayList<>();
        tenant.numberService()
                .all(tenantPath("/numbers?numberType=operatorConnect"))
                .forEach(item -> numbers.add(item.path("telephoneNumber").asText()));
        return numbers;
    }

    private String operatorPath(String rest) {
        return "/v1/operators/" + operatorId + rest;
    }

    private String tenantPath(String rest) {
        return "/v1/tenants/" + tenantId + rest;
    }

    private static void expect(int status, Answer answer) {
        assertThat(answer.status()).describedAs("%s", answer.body()).isEqualTo(status);
    }

    private static void expectOk(Answer answer) {
        assertThat(answer.status()).describedAs("%s", answer.body()).isBetween(200, 204);
    }
}
