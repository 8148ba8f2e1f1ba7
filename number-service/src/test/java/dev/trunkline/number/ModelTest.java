package dev.trunkline.number;

import static dev.trunkline.platform.testing.TokenClient.asTenant;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.contracts.AccountType;
import dev.trunkline.contracts.E164Number;
import dev.trunkline.contracts.ReleaseDecision;
import dev.trunkline.contracts.event.CommandAnswered;
import dev.trunkline.contracts.event.NumberSnapshot;
import dev.trunkline.contracts.event.ReleaseDecided;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;

/**
 * Random sequences of commands and events against a simple model of what the domain says of numbers: the service and the model never
 * differ. A failure names the seed that leads to it; {@code -Dmodel.seed=…} plays it again.
 */
@QuarkusTest
@RealServers
class ModelTest {

    private static final Logger LOG = Logger.getLogger(ModelTest.class);
    private static final int STEPS = 40;
    private static final int NUMBERS = 3;
    private static final int USERS = 3;

    private static final class Holding {
        UUID target;
        String category;
        boolean releaseRequested;
        boolean blocked;
    }

    private final Map<E164Number, Holding> held = new LinkedHashMap<>();
    private final Set<UUID> users = new LinkedHashSet<>();
    private final Set<UUID> deleted = new LinkedHashSet<>();
    private final List<NumberSnapshot> requests = new ArrayList<>();
    private World world;
    private Random random;
    private String story;

    @Test
    void neverDiffersFromTheModel() {
        long seed = Long.getLong("model.seed", System.nanoTime());
        LOG.infof("model seed %d", seed);
        random = new Random(seed);
        world = World.consenting("AT");
        world.deliver(Stream.generate(World::nextNumber)
                .limit(NUMBERS)
                .map(number -> {
                    held.put(number, new Holding());
                    return World.item(number.digits(), number, "AT", null, true);
                })
                .toList());
        for (int i = 0; i < USERS; i++) {
            users.add(user());
        }
        story = "seed " + seed;
        for (int step = 0; step < STEPS; step++) {
            step();
            compare();
        }
    }

    private void step() {
        E164Number number = pick(List.copyOf(held.keySet()));
        int kind = random.nextInt(100);
        if (kind < 35) {
            assign(number, pick(List.copyOf(users)), pick(List.of("primary", "private", "alternate")));
        } else if (kind < 52) {
            unassign(number, random.nextInt(4) == 0);
        } else if (kind < 64) {
            release(number);
        } else if (kind < 70) {
            withdraw(number);
        } else if (kind < 78) {
            recategorize(number, pick(List.of("primary", "private", "alternate")));
        } else if (kind < 86) {
            block(number, random.nextBoolean());
        } else if (kind < 95) {
            decide();
        } else {
            deleteUser();
        }
    }

    private void assign(E164Number number, UUID user, String category) {
        Holding holding = held.get(number);
        Set<String> reasons = new TreeSet<>();
        if (holding != null && !(user.equals(holding.target) && category.equals(holding.category))) {
            if (holding.target != null) {
                reasons.add("number-assigned");
            }
            if (holding.blocked) {
                reasons.add("assignment-blocked");
            }
            if (deleted.contains(user)) {
                reasons.add("target-unknown");
            } else if (category.equals("primary") && hasPrimary(user)) {
                reasons.add("primary-number-present");
            }
        }
        int expected = holding == null ? 404 : reasons.isEmpty() ? 200 : holding.target != null ? 409 : 422;

        Response answer = send("POST", number, "assign", Map.of("targetId", user, "category", category), expected);

        if (expected == 409 || expected == 422) {
            assertThat(new TreeSet<>(answer.jsonPath().<String>getList("errors.code")))
                    .as(story)
                    .isEqualTo(reasons);
        } else if (holding != null) {
            holding.target = user;
            holding.category = category;
            holding.releaseRequested = false;
        }
    }

    private void unassign(E164Number number, boolean block) {
        Holding holding = held.get(number);
        Map<String, Object> body = block ? Map.of("block", Map.of("block", "forever")) : Map.of();

        send("POST", number, "unassign", body, holding == null ? 404 : 200);

        if (holding != null) {
            holding.target = null;
            holding.category = null;
            holding.blocked = holding.blocked || block;
        }
    }

    private void release(E164Number number) {
        Holding holding = held.get(number);
        boolean news = holding != null && holding.target == null && !holding.releaseRequested;

        send("POST", number, "release", Map.of(), holding == null ? 404 : holding.target != null ? 409 : 200);

        if (news) {
            holding.releaseRequested = true;
            requests.add(world.releaseRequest(
                    number,
                    requests.stream()
                            .filter(request -> request.telephoneNumber().equals(number))
                            .map(NumberSnapshot::releaseRequestId)
                            .toList()));
        }
    }

    private void withdraw(E164Number number) {
        Holding holding = held.get(number);

        send("POST", number, "withdraw-release", null, holding == null ? 404 : holding.releaseRequested ? 200 : 409);

        if (holding != null) {
            holding.releaseRequested = false;
        }
    }

    private void recategorize(E164Number number, String category) {
        Holding holding = held.get(number);
        int expected;
        if (holding == null) {
            expected = 404;
        } else if (holding.target == null) {
            expected = 409;
        } else {
            boolean taken =
                    category.equals("primary") && !holding.category.equals("primary") && hasPrimary(holding.target);
            expected = taken ? 422 : 200;
        }

        send("PUT", number, "category", Map.of("category", category), expected);

        if (expected == 200) {
            holding.category = category;
        }
    }

    private void block(E164Number number, boolean forever) {
        Holding holding = held.get(number);
        int expected = holding == null ? 404 : holding.target != null ? 409 : 200;

        send("PUT", number, "block", Map.of("block", forever ? "forever" : "none"), expected);

        if (expected == 200) {
            holding.blocked = forever;
        }
    }

    /** The operator answers a request, or one that was withdrawn or answered long ago. */
    private void decide() {
        if (requests.isEmpty()) {
            return;
        }
        NumberSnapshot request = pick(requests);
        ReleaseDecision decision = pick(List.of(ReleaseDecision.values()));
        ReleaseDecided command = world.decision(request, decision, 0);
        Holding holding = held.get(request.telephoneNumber());
        boolean latest = requests.stream()
                .filter(each -> each.telephoneNumber().equals(request.telephoneNumber()))
                .reduce((one, other) -> other)
                .filter(request::equals)
                .isPresent();
        story += "\n" + decision.wire() + " " + request.telephoneNumber() + (latest ? "" : " (an old request)");

        Neighbours.say(command);
        Neighbours.hear(CommandAnswered.class, answer -> answer.commandId().equals(command.commandId()));

        if (holding != null && holding.releaseRequested && latest) {
            holding.releaseRequested = false;
            if (decision == ReleaseDecision.CONFIRMED) {
                held.put(request.telephoneNumber(), null);
            }
        }
    }

    private void deleteUser() {
        UUID user = pick(List.copyOf(users));
        if (!deleted.add(user)) {
            return;
        }
        story += "\ndelete " + user;
        world.awaitUser(user, world.sayUserDeleted(user));
        held.values().stream()
                .filter(holding -> holding != null && user.equals(holding.target))
                .forEach(holding -> {
                    holding.target = null;
                    holding.category = null;
                });
        users.add(user());
    }

    private void compare() {
        held.forEach((number, holding) -> {
            Response answer =
                    asTenant(world.tenant).get("/v1/tenants/{t}/numbers/{n}", world.tenant, number.toString());
            assertThat(answer.statusCode()).as(story).isEqualTo(holding == null ? 404 : 200);
            if (holding != null) {
                JsonPath shown = answer.jsonPath();
                Map<String, Object> service = new HashMap<>();
                Map<String, Object> model = new HashMap<>();
                service.put("target", shown.getString("assignmentTargetId"));
                model.put("target", Objects.toString(holding.target, null));
                service.put("category", shown.getString("assignmentCategory"));
                model.put("category", holding.category);
                service.put("status", shown.getString("assignmentStatus"));
                model.put("status", holding.target == null ? "unassigned" : "userAssigned");
                service.put("release", shown.getString("releaseStatus"));
                model.put("release", holding.releaseRequested ? "releaseRequested" : null);
                service.put("block", shown.getString("assignmentBlock"));
                model.put("block", holding.blocked ? "forever" : "none");
                assertThat(service).as(story + "\n" + number).isEqualTo(model);
            }
        });
    }

    private boolean hasPrimary(UUID user) {
        return held.values().stream()
                .anyMatch(holding ->
                        holding != null && user.equals(holding.target) && "primary".equals(holding.category));
    }

    private Response send(String method, E164Number number, String action, Object body, int expected) {
        story += "\n" + action + " " + number + " " + body + " → " + expected;
        var request = asTenant(world.tenant);
        if (body != null) {
            request.contentType("application/json").body(body);
        }
        if (method.equals("PUT")) {
            request.header("If-Match", "*");
        }
        Response answer =
                request.request(method, "/v1/tenants/{t}/numbers/{n}/{a}", world.tenant, number.toString(), action);
        assertThat(answer.statusCode()).as(story + "\n" + answer.asString()).isEqualTo(expected);
        return answer;
    }

    private UUID user() {
        return world.user(UUID.randomUUID(), AccountType.USER, "AT", List.of("phoneSystem"), null);
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}
