package dev.trunkline.acceptance.faults;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trunkline.local.StackService;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
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
        switch (random.nextInt(7)) {
            case 0, 1, 2, 3 -> deliver();
            case 4 -> port();
            default -> decideReleases();
        }
    }

    private void deliver() throws InterruptedException {
        List<String> numbers = new ArrayList<>(parties.numbers());
        Collections.shuffle(numbers, random);
        List<String> some = numbers.subList(0, 1 + random.nextInt(MOST_ROWS));
        int spare = random.nextInt(3);
        String order = accepted("new", Map.of("quantity", some.size() + spare));
        if (!order.isEmpty()) {
            upload(order, some);
            switch (random.nextInt(6)) {
                // Somebody else at the operator does so, too, or wants what was rejected to be tried again.
                case 0, 1 -> upload(order, some);
                // Or sends the same numbers in another file.
                case 2, 3 -> upload(order, numbers.subList(some.size() / 2, some.size() + spare));
                default -> {}
            }
        }
    }

    /** Brings a number of a Calling Plan over; whether its tenant wants that, and has begun a move, nobody has told. */
    private void port() throws InterruptedException {
        List<String> some =
                List.of(parties.claimed().get(random.nextInt(parties.claimed().size())));
        String order = accepted("moveFromCallingPlan", Map.of("telephoneNumbers", some));
        if (order.isEmpty()) {
            return;
        }
        client.send(Command.post(party, StackService.OPERATOR, "start-porting", order + "/start-porting", Map.of()));
        client.send(Command.post(party, StackService.OPERATOR, "mark-ported", order + "/mark-ported", Map.of()));
        upload(order, some);
    }

    /** The path of an order that was taken and accepted; empty when the tenant may not get any. */
    private String accepted(String type, Map<String, ?> what) throws InterruptedException {
        UUID tenant = parties.busy().get(random.nextInt(parties.busy().size()));
        Map<String, Object> line = new HashMap<>(what);
        line.put("country", Parties.COUNTRY);
        line.put("usage", "callingUserAssignment");
        Outcome placed = client.send(Command.post(
                party,
                StackService.OPERATOR,
                "order",
                path + "/orders",
                Map.of(
                        "tenantId",
                        tenant,
                        "type",
                        type,
                        "customerReference",
                        operator + "/" + random.nextLong(),
                        "lines",
                        List.of(line))));
        if (!placed.isDone()) {
            return "";
        }
        String order = path + "/orders/" + placed.text("/orderId");
        client.send(Command.post(party, StackService.OPERATOR, "accept", order + "/accept", Map.of()));
        return order;
    }

    private void upload(String order, List<String> numbers) throws InterruptedException {
        String csv = "telephoneNumber,allowTenantAddressUpdate\n" + String.join(",true\n", numbers) + ",true\n";
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
