package dev.trunkline.acceptance.faults;

import dev.trunkline.contracts.Ids;
import dev.trunkline.local.StackService;
import dev.trunkline.local.story.FreshNumbers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Who takes part in a run, new each time, and the few numbers that they all compete for.
 *
 * @param numbers of one country, E.164
 */
record Parties(List<UUID> operators, List<UUID> tenants, Map<UUID, List<UUID>> users, List<String> numbers) {

    static final String COUNTRY = "DE";

    private static final String PLATFORM_ADMIN = "platform-admin";
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int OPERATORS = 2;
    private static final int TENANTS = 3;
    private static final int USERS_EACH = 4;
    private static final int NUMBERS = 40;

    static Parties of(FreshNumbers fresh) {
        List<UUID> tenants = ids(TENANTS);
        return new Parties(
                ids(OPERATORS),
                tenants,
                Map.of(
                        tenants.get(0), ids(USERS_EACH),
                        tenants.get(1), ids(USERS_EACH),
                        tenants.get(2), ids(USERS_EACH)),
                fresh.of(COUNTRY, NUMBERS));
    }

    static String operator(UUID operatorId) {
        return "operator:" + operatorId;
    }

    static String tenant(UUID tenantId) {
        return "tenant:" + tenantId;
    }

    static String operatorPath(UUID operatorId) {
        return "/v1/operators/" + operatorId;
    }

    static String tenantPath(UUID tenantId) {
        return "/v1/tenants/" + tenantId;
    }

    /** Everybody is there before the faults begin. */
    void settle(RetryingClient client) throws InterruptedException {
        for (UUID operator : operators) {
            client.admit(operator(operator));
            require(client.send(Command.put(
                    PLATFORM_ADMIN, StackService.OPERATOR, "register", operatorPath(operator), entry(operator))));
        }
        for (UUID tenant : tenants) {
            require(client.send(Command.put(
                    tenant(tenant),
                    StackService.TENANT,
                    "createTenant",
                    tenantPath(tenant),
                    Map.of("displayName", "Contoso", "coexistenceMode", "teamsOnly"))));
            for (UUID user : usersOf(tenant)) {
                require(client.send(createUser(tenant, user, true)));
            }
            for (UUID operator : operators) {
                enableOnceItIsListed(client, tenant, operator);
            }
        }
    }

    /** The tenant's side hears of an operator a moment after it was registered. */
    private static void enableOnceItIsListed(RetryingClient client, UUID tenant, UUID operator)
            throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        Outcome enabled = client.send(enable(tenant, operator));
        while (!enabled.isDone() && System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(50);
            enabled = client.send(enable(tenant, operator));
        }
        require(enabled);
    }

    List<UUID> usersOf(UUID tenant) {
        return users.getOrDefault(tenant, List.of());
    }

    static Command createUser(UUID tenant, UUID user, boolean licensed) {
        return Command.put(
                tenant(tenant),
                StackService.TENANT,
                "putUser",
                tenantPath(tenant) + "/users/" + user,
                Map.of(
                        "userPrincipalName",
                        user + "@contoso.example",
                        "displayName",
                        "User " + user,
                        "accountType",
                        "user",
                        "usageLocation",
                        COUNTRY,
                        "licences",
                        licensed ? List.of("phoneSystem") : List.of()));
    }

    /** Stands in the contact of one consent and nowhere else. */
    static String contactMark(String tenant, String operator) {
        return "mark" + tenant.substring(24) + operator.substring(24);
    }

    static Command enable(UUID tenant, UUID operator) {
        String mark = contactMark(tenant.toString(), operator.toString());
        return Command.put(
                tenant(tenant),
                StackService.TENANT,
                "enable",
                tenantPath(tenant) + "/operators/" + operator,
                Map.of(
                        "countries",
                        List.of(Map.of("country", COUNTRY, "services", List.of("calling"))),
                        "contact",
                        Map.of(
                                "fullName",
                                "Maria " + mark,
                                "email",
                                mark + "@contoso.example",
                                "companySize",
                                "L250_U999"),
                        "dataTransferNotice",
                        Map.of("version", "2026-01", "accepted", true)));
    }

    /** The one confirms releases by itself, the other asks its people. */
    private Map<String, Object> entry(UUID operator) {
        Map<String, Object> calling = Map.of(
                "service", "calling", "tollUsages", List.of("callingUserAssignment"), "tollFreeUsages", List.of());
        return Map.of(
                "name",
                "Nordlicht " + operator,
                "website",
                "https://nordlicht.example",
                "supportContact",
                "support@nordlicht.example",
                "autoConfirmReleases",
                operators.indexOf(operator) == 0,
                "offers",
                List.of(Map.of("country", COUNTRY, "services", List.of(calling))));
    }

    private static void require(Outcome outcome) {
        if (!outcome.isDone()) {
            throw new IllegalStateException("The run cannot begin: " + outcome);
        }
    }

    private static List<UUID> ids(int count) {
        return Stream.generate(Ids::next).limit(count).toList();
    }
}
