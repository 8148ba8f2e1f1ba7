package dev.trunkline.acceptance.faults;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trunkline.local.StackService;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/** An operator's portal that sells the same few numbers to whoever wants them, and answers requests for release. */
final class OperatorClient implements Client {

    private static final int MOST_ROWS = 12;

    private final Parties parties;
    private final UUID operator;
    private final String party;
    private final String path;
    private final RetryingClient client;
    private final Random random;

    OperatorClient(Parties parties, UUID operator, RetryingClient client, long seed) {
        this.parties = parties;
        this.operator = operator;
        this.party = Parties.operator(operator);
        this.path = Parties.operatorPath(operator);
        this.client = client;
        this.random = new Random(seed);
    }

    @Override
    public void step() throws InterruptedException {
        if (random.nextInt(3) < 2) {
            deliver();
        } else {
            decideReleases();
        }
    }

    private void deliver() throws InterruptedException {
        UUID tenant = parties.tenants().get(random.nextInt(parties.tenants().size()));
        List<String> numbers = new ArrayList<>(parties.numbers());
        Collections.shuffle(numbers, random);
        List<String> some = numbers.subList(0, 1 + random.nextInt(MOST_ROWS));
        Map<String, Object> line =
                Map.of("country", Parties.COUNTRY, "usage", "callingUserAssignment", "quantity", some.size());
        Outcome placed = client.send(Command.post(
                party,
                StackService.OPERATOR,
                "order",
                path + "/orders",
                Map.of(
                        "tenantId",
                        tenant,
                        "type",
                        "new",
                        "customerReference",
                        operator + "/" + random.nextLong(),
                        "lines",
                        List.of(line))));
        if (!placed.isDone()) {
            return;
        }
        String order = path + "/orders/" + placed.text("/orderId");
        client.send(Command.post(party, StackService.OPERATOR, "accept", order + "/accept", Map.of()));
        String csv = "telephoneNumber,allowTenantAddressUpdate\n" + String.join(",true\n", some) + ",true\n";
        client.send(Command.post(party, StackService.OPERATOR, "upload", order + "/uploads", csv));
    }

    private void decideReleases() throws InterruptedException {
        JsonNode open = client.read(party, StackService.OPERATOR, path + "/release-requests?status=open");
        if (open == null) {
            return;
        }
        for (JsonNode request : open.path("items")) {
            String decision = random.nextInt(4) == 0 ? "refuse" : "confirm";
            Map<String, String> body = decision.equals("refuse") ? Map.of("reason", "still billed") : Map.of();
            String requestPath = path + "/release-requests/"
                    + request.path("releaseRequestId").asText();
            client.send(Command.post(party, StackService.OPERATOR, decision, requestPath + "/" + decision, body));
        }
    }
}
