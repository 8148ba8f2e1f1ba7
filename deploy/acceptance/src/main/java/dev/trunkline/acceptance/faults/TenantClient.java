package dev.trunkline.acceptance.faults;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trunkline.local.StackService;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** A tenant admin who does whatever comes to mind; what is not possible at the moment is refused, and that is fine. */
final class TenantClient implements Client {

    private static final int MOST_ROWS = 8;
    private static final Duration DECIDED_WITHIN = Duration.ofSeconds(5);

    private final Parties parties;
    private final UUID tenant;
    private final String party;
    private final String path;
    private final RetryingClient client;
    private final Random random;

    TenantClient(Parties parties, UUID tenant, RetryingClient client, long seed) {
        this.parties = parties;
        this.tenant = tenant;
        this.party = Parties.tenant(tenant);
        this.path = Parties.tenantPath(tenant);
        this.client = client;
        this.random = new Random(seed);
    }

    @Override
    public void step() throws InterruptedException {
        switch (random.nextInt(30)) {
            case 0, 1, 2, 3, 4, 5 -> onNumber("assign", Map.of("targetId", any(parties.usersOf(tenant))));
            case 6, 7, 8 -> onNumber("unassign", Map.of());
            case 9, 10, 11 -> onNumber("release", Map.of());
            case 12 -> onNumber("withdraw-release", Map.of());
            case 13 -> client.send(Parties.enable(tenant, any(parties.operators())));
            case 14 -> onEnablement("suspend");
            case 15 -> onEnablement("resume");
            case 16 -> remove();
            case 17 -> licence();
            case 18 -> deleteUser();
            case 19, 20 -> readdress();
            case 21, 22, 23, 24 -> bulk();
            case 25 -> claim();
            case 26 -> move();
            case 27, 28 -> renewConsent();
            default -> releaseAll();
        }
    }

    private void readdress() throws InterruptedException {
        String number = any(parties.numbers());
        client.send(Command.put(
                        party,
                        StackService.NUMBER,
                        "emergency-location",
                        path + "/numbers/" + number + "/emergency-location",
                        Map.of("locationId", any(parties.placesOf(tenant))))
                .meantFor("*"));
    }

    /** A few numbers in one request, each its own wish. */
    private void bulk() throws InterruptedException {
        String kind = any(List.of("assignments", "unassignments", "releases", "emergency-locations"));
        List<String> held = held();
        List<String> numbers = new ArrayList<>(held.isEmpty() || random.nextInt(3) == 0 ? parties.numbers() : held);
        Collections.shuffle(numbers, random);
        List<Map<String, Object>> rows = new ArrayList<>();
        for (String number : numbers.subList(0, Math.min(numbers.size(), 1 + random.nextInt(MOST_ROWS)))) {
            Map<String, Object> row = new HashMap<>();
            row.put("telephoneNumber", number);
            if (kind.equals("assignments")) {
                row.put("targetId", any(parties.usersOf(tenant)));
            }
            if (kind.equals("emergency-locations")) {
                row.put("locationId", any(parties.placesOf(tenant)));
            }
            rows.add(row);
        }
        client.send(Command.post(party, StackService.NUMBER, kind, path + "/" + kind, Map.of("rows", rows)));
        if (random.nextBoolean()) {
            // Before that has ended, somebody wants something else with one of them.
            String number = numbers.get(0);
            client.send(
                    random.nextBoolean()
                            ? Command.onNumber(
                                    party, "assign", path, number, Map.of("targetId", any(parties.usersOf(tenant))))
                            : Command.onNumber(party, "unassign", path, number, Map.of()));
        }
    }

    /** What the tenant has at present; empty when nobody says. */
    private List<String> held() throws InterruptedException {
        JsonNode numbers = client.read(party, StackService.NUMBER, path + "/numbers");
        List<String> held = new ArrayList<>();
        if (numbers != null) {
            numbers.path("items")
                    .forEach(number -> held.add(number.path("telephoneNumber").asText()));
        }
        return held;
    }

    /** A Calling Plan number, perhaps in use. */
    private void claim() throws InterruptedException {
        String target = random.nextBoolean() ? any(parties.usersOf(tenant)).toString() : "";
        String csv = "telephoneNumber,numberType,numberSource,assignmentTargetId\n" + any(parties.claimed())
                + ",callingPlan,online," + target + "\n";
        client.send(Command.post(party, StackService.NUMBER, "import", path + "/numbers/import", csv));
    }

    private void move() throws InterruptedException {
        client.send(Command.post(
                party,
                StackService.NUMBER,
                "move",
                path + "/moves",
                Map.of(
                        "operatorId",
                        any(parties.operators()),
                        "from",
                        "callingPlan",
                        "telephoneNumbers",
                        List.of(any(parties.claimed())),
                        "assignBack",
                        random.nextBoolean())));
    }

    private void onNumber(String kind, Map<String, ?> body) throws InterruptedException {
        client.send(Command.onNumber(
                party, kind, path, any(random.nextInt(8) == 0 ? parties.claimed() : parties.numbers()), body));
    }

    private void onEnablement(String kind) throws InterruptedException {
        String enablement = path + "/operators/" + any(parties.operators());
        client.send(Command.post(party, StackService.TENANT, kind, enablement + "/" + kind, Map.of())
                .meantFor("*"));
    }

    private void remove() throws InterruptedException {
        String enablement = path + "/operators/" + any(parties.operators());
        client.send(
                Command.delete(party, StackService.TENANT, "remove", enablement).meantFor("*"));
    }

    /** Ends the consent and gives it anew at once: what was ordered before is of another epoch then. */
    private void renewConsent() throws InterruptedException {
        UUID operator = any(parties.operators());
        Outcome removal =
                client.send(Command.delete(party, StackService.TENANT, "remove", path + "/operators/" + operator)
                        .meantFor("*"));
        String location = removal.location();
        if (!removal.isDone() || location == null) {
            return;
        }
        long end = System.nanoTime() + DECIDED_WITHIN.toNanos();
        JsonNode decision = client.read(party, StackService.TENANT, location);
        while ((decision == null || decision.path("status").asText().equals("pending")) && System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(20);
            decision = client.read(party, StackService.TENANT, location);
        }
        client.send(Parties.enable(tenant, operator));
    }

    /** Changes the user, or creates the one that was deleted. */
    private void licence() throws InterruptedException {
        Command command = Parties.createUser(tenant, any(parties.usersOf(tenant)), random.nextInt(4) > 0);
        if (client.send(command.meantFor("*")).status() == 412) {
            client.send(command);
        }
    }

    private void deleteUser() throws InterruptedException {
        String user = path + "/users/" + any(parties.usersOf(tenant));
        client.send(
                Command.delete(party, StackService.TENANT, "deleteUser", user).meantFor("*"));
    }

    /** Without numbers a removal can be accepted. */
    private void releaseAll() throws InterruptedException {
        JsonNode held = client.read(party, StackService.NUMBER, path + "/numbers");
        if (held == null) {
            return;
        }
        UUID operator = any(parties.operators());
        for (JsonNode number : held.path("items")) {
            if (number.path("operatorId").asText().equals(operator.toString())) {
                String telephoneNumber = number.path("telephoneNumber").asText();
                client.send(Command.onNumber(party, "unassign", path, telephoneNumber, Map.of()));
                client.send(Command.onNumber(party, "release", path, telephoneNumber, Map.of()));
            }
        }
        client.send(Command.delete(party, StackService.TENANT, "remove", path + "/operators/" + operator)
                .meantFor("*"));
    }

    private <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
