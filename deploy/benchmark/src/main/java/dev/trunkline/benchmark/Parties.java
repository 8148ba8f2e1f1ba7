package dev.trunkline.benchmark;

import dev.trunkline.contracts.Ids;
import dev.trunkline.local.StackAddresses;
import dev.trunkline.local.story.Answer;
import dev.trunkline.local.story.Portal;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.BooleanSupplier;

/** An operator that offers German user numbers, and a tenant that consented to it. */
final class Parties {

    private final UUID operatorId = Ids.next();
    private final UUID tenantId = Ids.next();
    private final Portal operator;
    private final Portal tenant;
    private final Set<String> identifiers = new HashSet<>();

    private Parties(StackAddresses stack) {
        operator = Portal.ofOperator(stack, operatorId);
        tenant = Portal.ofTenant(stack, tenantId);
        identifiers.add(operatorId.toString());
        identifiers.add(tenantId.toString());
    }

    static Parties in(StackAddresses stack) throws InterruptedException {
        Parties parties = new Parties(stack);
        Map<String, Object> calling = Map.of(
                "service", "calling", "tollUsages", List.of("callingUserAssignment"), "tollFreeUsages", List.of());
        expect(
                201,
                Portal.ofPlatformAdmin(stack)
                        .operatorService()
                        .put(
                                parties.operatorPath(""),
                                Map.of(
                                        "name",
                                        "Operator " + parties.operatorId,
                                        "website",
                                        "https://operator.example",
                                        "supportContact",
                                        "support@operator.example",
                                        "offers",
                                        List.of(Map.of("country", "DE", "services", List.of(calling))))));
        expect(
                201,
                parties.tenant
                        .tenantService()
                        .put(parties.tenantPath(""), Map.of("displayName", "Contoso", "coexistenceMode", "teamsOnly")));
        parties.consent();
        return parties;
    }

    private void consent() throws InterruptedException {
        Map<String, Object> consent = Map.of(
                "countries", List.of(Map.of("country", "DE", "services", List.of("calling"))),
                "contact",
                        Map.of(
                                "fullName", "Maria Muster",
                                "email", "maria.muster@contoso.example",
                                "companySize", "L250_U999"),
                "dataTransferNotice", Map.of("version", "2026-01", "accepted", true));
        await(() -> List.of(200, 201, 428)
                .contains(tenant.tenantService()
                        .put(tenantPath("/operators/" + operatorId), consent)
                        .status()));
        await(() -> operator.operatorService()
                        .get(operatorPath("/consents/" + tenantId))
                        .status()
                == 200);
    }

    /** An order that takes uploads; answers its path. */
    String order(int quantity) {
        Answer placed = place(quantity);
        expect(201, placed);
        identifiers.add(placed.text("/orderId"));
        String order = operatorPath("/orders/" + placed.text("/orderId"));
        expect(200, operator.operatorService().post(order + "/accept", Map.of()));
        return order;
    }

    /** An order, whatever the answer is. */
    Answer place(int quantity) {
        Map<String, Object> line = Map.of("country", "DE", "usage", "callingUserAssignment", "quantity", quantity);
        return operator.operatorService()
                .post(operatorPath("/orders"), Map.of("tenantId", tenantId, "type", "new", "lines", List.of(line)));
    }

    /** A user with a licence, whatever the answer is. */
    Answer makeUser(UUID user) {
        return tenant.tenantService()
                .put(
                        tenantPath("/users/" + user),
                        Map.of(
                                "userPrincipalName",
                                "p" + user + "@contoso.example",
                                "displayName",
                                "User",
                                "accountType",
                                "user",
                                "usageLocation",
                                "DE",
                                "licences",
                                List.of("phoneSystem")));
    }

    Portal operator() {
        return operator;
    }

    Portal tenant() {
        return tenant;
    }

    UUID operatorId() {
        return operatorId;
    }

    UUID tenantId() {
        return tenantId;
    }

    /** What stays the same, whatever is done for whichever number; orders are added by whoever places them. */
    Set<String> identifiers() {
        return Set.copyOf(identifiers);
    }

    String operatorPath(String rest) {
        return "/v1/operators/" + operatorId + rest;
    }

    String tenantPath(String rest) {
        return "/v1/tenants/" + tenantId + rest;
    }

    static void await(BooleanSupplier condition) throws InterruptedException {
        long last = System.nanoTime() + Duration.ofMinutes(2).toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > last) {
                throw new IllegalStateException("it did not come to pass within two minutes");
            }
            Thread.sleep(100);
        }
    }

    static void expect(int status, Answer answer) {
        if (answer.status() != status) {
            throw new IllegalStateException("expected " + status + ", got " + answer.status() + ": " + answer.body());
        }
    }
}
