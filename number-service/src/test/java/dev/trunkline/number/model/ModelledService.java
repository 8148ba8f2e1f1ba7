package dev.trunkline.number.model;

import static dev.trunkline.platform.testing.TokenClient.asTenant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.trunkline.contracts.AccountType;
import dev.trunkline.contracts.CommandOutcome;
import dev.trunkline.contracts.E164Number;
import dev.trunkline.contracts.NumberCommand;
import dev.trunkline.contracts.OfferedService;
import dev.trunkline.contracts.OrderStage;
import dev.trunkline.contracts.OrderType;
import dev.trunkline.contracts.RemovalOutcome;
import dev.trunkline.contracts.RowOutcome;
import dev.trunkline.contracts.Usage;
import dev.trunkline.contracts.UserStatus;
import dev.trunkline.contracts.event.CommandAnswered;
import dev.trunkline.contracts.event.NumbersCommanded;
import dev.trunkline.contracts.event.OrderCancellationDecided;
import dev.trunkline.contracts.event.OrderCancellationRequested;
import dev.trunkline.contracts.event.OrderPortingChanged;
import dev.trunkline.contracts.event.ReleaseDecided;
import dev.trunkline.contracts.event.RemovalDecided;
import dev.trunkline.contracts.event.RemovalRequested;
import dev.trunkline.contracts.event.UploadChunkApplied.Row;
import dev.trunkline.contracts.event.UploadChunkSubmitted;
import dev.trunkline.contracts.event.UploadChunkSubmitted.Item;
import dev.trunkline.contracts.event.UserChanged;
import dev.trunkline.embedded.quarkus.TrunklineTestServers;
import dev.trunkline.number.Database;
import dev.trunkline.number.Neighbours;
import dev.trunkline.number.World;
import dev.trunkline.number.model.NumberModel.TenantNumber;
import dev.trunkline.number.model.NumberModel.Told;
import dev.trunkline.number.operation.Operations;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** The service itself behind the words of the model: commands over HTTP, the neighbours' events over Kafka. */
final class ModelledService {

    private static final String COUNTRY = "DE";
    private static final AtomicLong BERLIN = new AtomicLong(493_023_400_000L);

    final World home = World.consenting(COUNTRY);
    final World other = home.otherTenant(COUNTRY);

    World of(TenantNumber key) {
        return key.tenant().equals(home.tenant) ? home : other;
    }

    Told command(String method, TenantNumber key, String action, Object body) {
        var request = asTenant(key.tenant());
        if (body != null) {
            request.contentType("application/json").body(body);
        }
        if (!method.equals("POST")) {
            request.header("If-Match", "*");
        }
        return told(request.request(
                method,
                "/v1/tenants/{t}/numbers/{n}" + action,
                key.tenant(),
                key.number().toString()));
    }

    private static Told told(Response answer) {
        assertThat(answer.statusCode()).as(answer.asString()).isLessThan(500);
        if (answer.statusCode() < 300) {
            return new Told(answer.statusCode(), Set.of());
        }
        List<String> codes = answer.path("errors.code");
        String type = answer.path("type");
        return new Told(
                answer.statusCode(),
                new TreeSet<>(
                        codes == null || codes.isEmpty() ? List.of(type.substring(type.lastIndexOf('/') + 1)) : codes));
    }

    Told claim(TenantNumber key, Map<String, Object> row) {
        JsonPath answer = asTenant(key.tenant())
                .contentType("application/json")
                .body(Map.of("rows", List.of(row)))
                .post("/v1/tenants/{t}/numbers/import", key.tenant())
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        return switch (answer.getString("rows[0].status")) {
            case "imported" -> Told.DONE;
            case "unchanged" -> new Told(204, Set.of());
            default -> new Told(422, new TreeSet<>(answer.<String>getList("rows[0].errors.code")));
        };
    }

    /** What became of each row of a bulk operation, by number. */
    Map<E164Number, Set<String>> bulk(String kind, List<Map<String, Object>> rows) {
        String operation = asTenant(home.tenant)
                .contentType("application/json")
                .body(Map.of("rows", rows))
                .post("/v1/tenants/{t}/" + kind, home.tenant)
                .then()
                .statusCode(202)
                .extract()
                .path("operationId");
        String path = "/v1/tenants/" + home.tenant + "/operations/" + operation;
        Operations.happen();
        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> !"running"
                        .equals(asTenant(home.tenant).get(path).jsonPath().getString("status")));
        Map<E164Number, Set<String>> ended = new TreeMap<>();
        List<Map<String, Object>> items =
                asTenant(home.tenant).get(path + "/rows").jsonPath().getList("items");
        for (Map<String, Object> item : items) {
            Set<String> codes = new TreeSet<>();
            if (item.get("errors") instanceof List<?> errors) {
                errors.forEach(
                        error -> codes.add(((Map<?, ?>) error).get("code").toString()));
            }
            ended.put(E164Number.of(item.get("telephoneNumber").toString()), codes);
        }
        return ended;
    }

    /** Delivers one number by its order, under the consent of an epoch. */
    Row deliver(TenantNumber key, UUID order, int epoch, ModelHolding arriving) {
        World world = of(key);
        Item item = new Item(
                1,
                key.number(),
                COUNTRY,
                OfferedService.CALLING,
                Usage.CALLING_USER_ASSIGNMENT,
                arriving.otherUsages.isEmpty() ? List.of() : List.of(Usage.FIRST_PARTY_APP_ASSIGNMENT),
                false,
                false,
                "Berlin",
                null,
                arriving.location,
                arriving.tenantMayLocate,
                null,
                null);
        UploadChunkSubmitted now = world.chunk(order, List.of(item));
        UploadChunkSubmitted chunk = new UploadChunkSubmitted(
                now.uploadId(),
                1,
                1,
                false,
                null,
                now.operatorId(),
                now.tenantId(),
                order,
                OrderType.NEW,
                epoch,
                now.enablementRevision(),
                List.of(item));
        Neighbours.say(chunk);
        return World.answerTo(chunk).rows().get(0);
    }

    static Told told(Row row) {
        Set<String> codes = row.code() == null ? Set.of() : Set.of(row.code().wire());
        return new Told(row.outcome() == RowOutcome.DELIVERED ? 200 : 422, codes);
    }

    Told commanded(TenantNumber key, UUID holding, NumberCommand command, int days, UUID location, Instant now) {
        UUID commandId = UUID.randomUUID();
        Neighbours.say(new NumbersCommanded(
                UUID.randomUUID(),
                home.operator,
                key.tenant(),
                command,
                List.of(new NumbersCommanded.Item(commandId, key.number(), holding, null)),
                null,
                days,
                location,
                "operator:" + home.operator,
                now,
                now.plus(Duration.ofDays(1)),
                null));
        return answerTo(commandId);
    }

    Told describe(TenantNumber key, UUID holding, Set<String> usages, Instant now) {
        UUID commandId = UUID.randomUUID();
        Neighbours.say(new NumbersCommanded(
                UUID.randomUUID(),
                home.operator,
                key.tenant(),
                NumberCommand.DESCRIBE,
                List.of(new NumbersCommanded.Item(commandId, key.number(), holding, null)),
                null,
                0,
                null,
                "operator:" + home.operator,
                now,
                now.plus(Duration.ofDays(1)),
                new NumbersCommanded.Description(
                        "Berlin", null, usages.stream().map(Usage::fromString).toList())));
        return answerTo(commandId);
    }

    Told decide(ReleaseDecided decision) {
        Neighbours.say(decision);
        return answerTo(decision.commandId());
    }

    private static Told answerTo(UUID commandId) {
        CommandAnswered answer =
                Neighbours.hear(CommandAnswered.class, each -> each.commandId().equals(commandId));
        return answer.outcome() == CommandOutcome.APPLIED ? Told.DONE : new Told(409, Set.of(answer.code()));
    }

    /** Whether the tenant may remove its consent; if so, it gives it anew. */
    boolean removeAndConsentAgain(World world) {
        RemovalRequested question = world.removal();
        Neighbours.say(question);
        boolean accepted =
                Neighbours.hear(RemovalDecided.class, each -> each.removalId().equals(question.removalId()))
                                .outcome()
                        == RemovalOutcome.ACCEPTED;
        if (accepted) {
            world.epoch++;
            world.enable(COUNTRY);
        }
        return accepted;
    }

    Told cancelOrder(UUID tenant, UUID order) {
        UUID cancellation = UUID.randomUUID();
        Neighbours.say(new OrderCancellationRequested(
                cancellation, home.operator, tenant, order, null, "operator:" + home.operator, Instant.now()));
        OrderCancellationDecided answer = Neighbours.hear(
                OrderCancellationDecided.class, each -> each.cancellationId().equals(cancellation));
        return answer.outcome() == CommandOutcome.APPLIED ? Told.DONE : new Told(409, Set.of(answer.code()));
    }

    void port(E164Number number) {
        UUID order = UUID.randomUUID();
        Neighbours.say(new OrderPortingChanged(
                order,
                1,
                home.operator,
                home.tenant,
                OrderType.MOVE_FROM_CALLING_PLAN,
                OrderStage.PORTED,
                null,
                List.of(number),
                "operator:" + home.operator,
                Instant.now()));
        await().pollInterval(Duration.ofMillis(20))
                .until(() -> Database.ask("select 1 from porting_number where order_id = ?", order) != null);
    }

    void sayUser(UUID id, NumberModel.Target user) {
        long revision = World.nextRevision();
        Neighbours.say(new UserChanged(
                home.tenant,
                id,
                revision,
                user.deleted ? UserStatus.DELETED : UserStatus.ACTIVE,
                user.user ? AccountType.USER : AccountType.RESOURCE_ACCOUNT,
                COUNTRY,
                List.copyOf(user.licences),
                null,
                user.lineOnPremises ? "tel:+4930" : null,
                user.policy,
                null));
        home.awaitUser(id, revision);
    }

    void sayQuarantineDays(int days) {
        home.sayOperator(days);
        await().pollInterval(Duration.ofMillis(20))
                .until(() -> Database.ask(
                                "select 1 from operator_entry where operator_id = ? and quarantine_days = ?",
                                home.operator,
                                days)
                        != null);
    }

    Response startMove(TenantNumber key, String from, boolean assignBack) {
        Map<String, Object> body = new HashMap<>();
        body.put("operatorId", home.operator);
        body.put("from", from);
        body.put("telephoneNumbers", List.of(key.number().toString()));
        body.put("assignBack", assignBack);
        return asTenant(home.tenant)
                .contentType("application/json")
                .body(body)
                .post("/v1/tenants/{t}/moves", home.tenant);
    }

    Told act(UUID move, String action) {
        return told(asTenant(home.tenant).post("/v1/tenants/{t}/moves/{m}/{a}", home.tenant, move, action));
    }

    static Told toldOf(Response answer) {
        return told(answer);
    }

    /** The move's status and its number's step. */
    List<String> move(UUID move) {
        JsonPath shown = asTenant(home.tenant)
                .get("/v1/tenants/{t}/moves/{m}", home.tenant, move)
                .jsonPath();
        return List.of(shown.getString("status"), shown.getString("numbers[0].step"));
    }

    /** The tenant's numbers as it sees them. */
    Map<E164Number, Map<String, String>> numbers(UUID tenant) {
        Map<E164Number, Map<String, String>> numbers = new TreeMap<>();
        List<Map<String, Object>> items = asTenant(tenant)
                .get("/v1/tenants/{t}/numbers", tenant)
                .jsonPath()
                .getList("items");
        for (Map<String, Object> item : items) {
            Map<String, String> shown = new TreeMap<>();
            for (String field :
                    ModelHolding.claimed("", false).shown(Instant.EPOCH).keySet()) {
                Object value = item.get(field);
                shown.put(
                        field,
                        value == null
                                ? ""
                                : value instanceof List<?> list
                                        ? new TreeSet<>(list.stream()
                                                        .map(Object::toString)
                                                        .toList())
                                                .toString()
                                        : value.toString());
            }
            numbers.put(E164Number.of(item.get("telephoneNumber").toString()), shown);
        }
        return numbers;
    }

    List<String> history(TenantNumber key) {
        Object actions = Database.ask(
                "select string_agg(action, ' ' order by history_id) from number_history where tenant_id = ? and number = ?",
                key.tenant(),
                key.number().digits());
        return actions == null ? List.of() : List.of(actions.toString().split(" ", -1));
    }

    UUID holding(TenantNumber key) {
        return (UUID) Database.ask(
                "select holding_id from phone_number where tenant_id = ? and number = ? and holding_status <> 'gone'",
                key.tenant(),
                key.number().digits());
    }

    /** A validated place in Berlin. */
    UUID place() {
        UUID address = UUID.randomUUID();
        UUID location = UUID.randomUUID();
        try (Connection all = TrunklineTestServers.postgres().superuser("number");
                PreparedStatement insertAddress = all.prepareStatement(
                        """
                        insert into civic_address (civic_address_id, tenant_id, revision, company_name, country, postal_code,
                                                   validation_status, findings)
                        values (?, ?, 1, 'Contoso', 'DE', '10115', 'validated', '{}')
                        """);
                PreparedStatement insertLocation = all.prepareStatement(
                        "insert into emergency_location (location_id, civic_address_id, tenant_id, is_default) values (?, ?, ?, true)")) {
            insertAddress.setObject(1, address);
            insertAddress.setObject(2, home.tenant);
            insertAddress.executeUpdate();
            insertLocation.setObject(1, location);
            insertLocation.setObject(2, address);
            insertLocation.setObject(3, home.tenant);
            insertLocation.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return location;
    }

    static List<E164Number> berliners(int count) {
        List<E164Number> numbers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            numbers.add(new E164Number(BERLIN.incrementAndGet()));
        }
        return numbers;
    }
}
