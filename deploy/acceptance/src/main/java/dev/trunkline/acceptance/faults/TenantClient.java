package dev.trunkline.acceptance.faults;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trunkline.local.StackService;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/** A tenant admin who does whatever comes to mind; what is not possible at the moment is refused, and that is fine. */
final class TenantClient implements Client {

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
        switch (random.nextInt(20)) {
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
            default -> releaseAll();
        }
    }

    private void onNumber(String kind, Map<String, ?> body) throws InterruptedException {
        client.send(Command.onNumber(party, kind, path, any(parties.numbers()), body));
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
