package dev.trunkline.acceptance.faults;

import dev.trunkline.local.StackService;
import dev.trunkline.local.story.FreshNumbers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Who takes part in a run, new each time, and the few numbers that they all compete for.
 *
 * @param numbers of one country, E.164
 * @param claimed numbers that the tenants have from elsewhere and move to the operators, E.164
 * @param tenants those of the clients, and one last that no client acts for
 * @param calmNumbers that no client asks for, E.164
 * @param places locations of each tenant that emergency calls may be sent to
 */
record Parties(
        List<UUID> operators,
        List<UUID> tenants,
        Map<UUID, List<UUID>> users,
        List<String> numbers,
        List<String> claimed,
        Map<UUID, List<String>> places,
        List<String> calmNumbers) {

    static final String COUNTRY = "DE";

    private static final String PLATFORM_ADMIN = "platform-admin";
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int OPERATORS = 2;
    private static final int TENANTS = 4;
    private static final int USERS_EACH = 4;
    private static final int NUMBERS = 40;
    private static final int CLAIMED = 8;
    private static final int CALM_NUMBERS = 3;
    private static final List<String> POSTAL_CODES = List.of("10117", "10119");

    static Parties of(FreshNumbers fresh, long seed) {
        Random random = new Random(seed);
        List<UUID> tenants = ids(TENANTS, random);
        return new Parties(
                ids(OPERATORS, random),
                tenants,
                Map.of(
                        tenants.get(0), ids(USERS_EACH, random),
                        tenants.get(1), ids(USERS_EACH, random),
                        tenants.get(2), ids(USERS_EACH, random)),
                fresh.of(COUNTRY, NUMBERS),
                fresh.of(COUNTRY, CLAIMED),
                new ConcurrentHashMap<>(),
                fresh.of(COUNTRY, CALM_NUMBERS));
    }

    /** The tenants that clients act for. */
    List<UUID> busy() {
        return tenants.subList(0, TENANTS - 1);
    }

    UUID calm() {
        return tenants.get(TENANTS - 1);
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
    void settle(RetryingClient client, Hook hook) throws InterruptedException {
        for (UUID operator : operators) {
            client.admit(operator(operator));
            require(client.send(Command.put(
                    PLATFORM_ADMIN, StackService.OPERATOR, "register", operatorPath(operator), entry(operator))));
            require(client.send(Command.post(
                    operator(operator),
                    StackService.OPERATOR,
                    "registerHook",
                    operatorPath(operator) + "/webhooks",
                    Map.of("url", hook.address(operator).toString()))));
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
            for (String postalCode : tenant.equals(calm()) ? List.<String>of() : POSTAL_CODES) {
                places.computeIfAbsent(tenant, none -> new CopyOnWriteArrayList<>())
                        .add(validatedPlace(client, tenant, postalCode));
            }
        }
    }

    private static String validatedPlace(RetryingClient client, UUID tenant, String postalCode)
            throws InterruptedException {
        String path = tenantPath(tenant) + "/emergency-addresses";
        Map<String, Object> address = Map.of(
                "companyName",
                "Contoso",
                "country",
                COUNTRY,
                "houseNumber",
                "1",
                "street",
                "Unter den Linden",
                "city",
                "Berlin",
                "postalCode",
                postalCode,
                "latitude",
                52.5,
                "longitude",
                13.4);
        Outcome made = client.send(Command.post(tenant(tenant), StackService.NUMBER, "address", path, address));
        require(made);
        require(client.send(Command.post(
                tenant(tenant),
                StackService.NUMBER,
                "validate",
                path + "/" + made.text("/civicAddressId") + "/validate",
                Map.of())));
        return made.text("/defaultLocationId");
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

    List<String> placesOf(UUID tenant) {
        return places.getOrDefault(tenant, List.of());
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
                        licensed ? List.of("phoneSystem", "callingPlan") : List.of()));
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

    /** The one confirms releases by itself; the other asks its people and keeps numbers for a day before it sells them again. */
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
                "quarantineDays",
                operators.indexOf(operator),
                "offers",
                List.of(Map.of("country", COUNTRY, "services", List.of(calling))));
    }

    private static void require(Outcome outcome) {
        if (!outcome.isDone()) {
            throw new IllegalStateException("The run cannot begin: " + outcome);
        }
    }

    /** The same for each seed; they decide about lanes and partitions. */
    private static List<UUID> ids(int count, Random random) {
        return Stream.generate(() -> new UUID(
                        (random.nextLong() & 0xffffffffffff0fffL) | 0x4000L,
                        (random.nextLong() >>> 2) | Long.MIN_VALUE))
                .limit(count)
                .toList();
    }
}
