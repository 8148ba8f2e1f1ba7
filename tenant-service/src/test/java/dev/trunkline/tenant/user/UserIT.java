package dev.trunkline.tenant.user;

import static dev.trunkline.platform.testing.TokenClient.asOperator;
import static dev.trunkline.platform.testing.TokenClient.asTenant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.trunkline.contracts.ActivationState;
import dev.trunkline.contracts.AssignmentCategory;
import dev.trunkline.contracts.AssignmentStatus;
import dev.trunkline.contracts.Capability;
import dev.trunkline.contracts.CoexistenceMode;
import dev.trunkline.contracts.E164Number;
import dev.trunkline.contracts.HoldingStatus;
import dev.trunkline.contracts.Ids;
import dev.trunkline.contracts.NumberSource;
import dev.trunkline.contracts.NumberType;
import dev.trunkline.contracts.Usage;
import dev.trunkline.contracts.UserStatus;
import dev.trunkline.contracts.event.Event;
import dev.trunkline.contracts.event.EventType;
import dev.trunkline.contracts.event.NumberSnapshot;
import dev.trunkline.contracts.event.NumbersAssigned;
import dev.trunkline.contracts.event.NumbersReleased;
import dev.trunkline.contracts.event.NumbersRestated;
import dev.trunkline.contracts.event.NumbersUnassigned;
import dev.trunkline.contracts.event.UserChanged;
import dev.trunkline.embedded.quarkus.TrunklineTestServers;
import dev.trunkline.tenant.Kafka;
import dev.trunkline.tenant.World;
import io.quarkus.agroal.DataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(value = TrunklineTestServers.class, initArgs = @ResourceArg(name = "service", value = "tenant"))
class UserIT {

    @Inject
    UserStateSource users;

    @Inject
    @DataSource("background")
    javax.sql.DataSource background;

    private UUID tenantId;
    private final UUID userId = Ids.next();
    private String path;

    @BeforeEach
    void tenant() {
        tenantId = World.tenant();
        path = "/v1/tenants/" + tenantId + "/users/" + userId;
    }

    @Test
    void isCreatedAndTheOthersHearOfItWithoutItsNames() {
        create(Map.of("licences", List.of("phoneSystem", "audioConferencing"), "coexistenceMode", "teamsOnly"))
                .then()
                .statusCode(201)
                .header("Location", endsWith(path))
                .body("userId", equalTo(userId.toString()))
                .body("licences", equalTo(List.of("audioConferencing", "phoneSystem")))
                .body("enterpriseVoiceEnabled", equalTo(false))
                .body("telephoneNumbers", hasSize(0))
                .body("lineUri", nullValue());

        UserChanged told = Kafka.await(EventType.USER_CHANGED, key(), UserChanged.class, event -> true);
        assertThat(told.licences()).containsExactly("audioConferencing", "phoneSystem");
        assertThat(told.coexistenceMode()).isEqualTo(CoexistenceMode.TEAMS_ONLY);
        assertThat(told.hasVoiceRoutingPolicy()).isFalse();
        boolean named = Kafka.everything(EventType.USER_CHANGED.topic()).stream()
                .anyMatch(message -> new String(message.value(), StandardCharsets.UTF_8).contains("contoso"));
        assertThat(named).isFalse();
    }

    @Test
    void answersEverythingThatIsMissingOrWrongAtOnce() {
        asTenant(tenantId)
                .contentType("application/json")
                .body(Map.of("accountType", "robot", "usageLocation", "XX", "coexistenceMode", "both"))
                .put(path)
                .then()
                .statusCode(422)
                .body(
                        "errors.pointer",
                        containsInAnyOrder(
                                "/userPrincipalName",
                                "/displayName",
                                "/accountType",
                                "/usageLocation",
                                "/coexistenceMode"));
    }

    @Test
    void changesMemberByMember() {
        create(Map.of(
                        "onPremLineUri",
                        "tel:+4930123456",
                        "onlineVoiceRoutingPolicy",
                        "Berlin",
                        "coexistenceMode",
                        "islands"))
                .then()
                .statusCode(201);
        Map<String, Object> patch = new HashMap<>();
        patch.put("onPremLineUri", null);
        patch.put("coexistenceMode", null);
        patch.put("licences", List.of("phoneSystem"));
        patch.put("enterpriseVoiceEnabled", false);

        patch(patch, etag())
                .then()
                .statusCode(200)
                .body("onPremLineUri", nullValue())
                .body("coexistenceMode", nullValue())
                .body("licences", equalTo(List.of("phoneSystem")))
                .body("onlineVoiceRoutingPolicy", equalTo("Berlin"));

        Kafka.await(
                EventType.USER_CHANGED,
                key(),
                UserChanged.class,
                event -> event.onPremLineUri() == null
                        && event.hasVoiceRoutingPolicy()
                        && event.coexistenceMode() == null);
        patch(Map.of("colour", "red"), etag()).then().statusCode(400);
        patch(Map.of("lineUri", "tel:+1"), etag()).then().statusCode(422).body("errors[0].code", equalTo("read-only"));
        patch(Map.of("accountType", "resourceAccount"), etag())
                .then()
                .statusCode(422)
                .body("errors[0].code", equalTo("account-type-fixed"));
        patch(Map.of("displayName", "x"), "\"1\"").then().statusCode(412);
    }

    @Test
    void losesItsVoiceRoutingPolicyAsAStepOfAMove() {
        create(Map.of("onlineVoiceRoutingPolicy", "Berlin")).then().statusCode(201);

        asTenant(tenantId)
                .header("If-Match", etag())
                .delete(path + "/voice-routing-policy")
                .then()
                .statusCode(200)
                .body("onlineVoiceRoutingPolicy", nullValue());

        Kafka.await(EventType.USER_CHANGED, key(), UserChanged.class, event -> !event.hasVoiceRoutingPolicy());
    }

    @Test
    void leavesNothingButItsRevisionWhenDeletedAndGoesOnFromThereWhenCreatedAgain() {
        create(Map.of(
                        "licences", List.of("phoneSystem"),
                        "coexistenceMode", "teamsOnly",
                        "onPremLineUri", "tel:+4930123456",
                        "registrarPool", "pool.contoso.example",
                        "onlineVoiceRoutingPolicy", "contoso-berlin"))
                .then()
                .statusCode(201);
        asTenant(tenantId).delete(path).then().statusCode(428);

        asTenant(tenantId).header("If-Match", etag()).delete(path).then().statusCode(204);

        asTenant(tenantId).get(path).then().statusCode(404);
        asTenant(tenantId).header("If-Match", "*").delete(path).then().statusCode(404);
        UserChanged deleted = Kafka.await(
                EventType.USER_CHANGED, key(), UserChanged.class, event -> event.status() == UserStatus.DELETED);
        assertThat(deleted.licences()).isEmpty();
        assertThat(World.select("select t::text from user_account t where user_id = ?", userId)
                        .get(0)
                        .toString())
                .doesNotContain("contoso", "Ada", "4930123456", "teamsOnly", "phoneSystem", "DE");
        create(Map.of("accountType", "resourceAccount")).then().statusCode(201);
        UserChanged again = Kafka.await(
                EventType.USER_CHANGED,
                key(),
                UserChanged.class,
                event -> event.status() == UserStatus.ACTIVE && event.revision() > deleted.revision());
        assertThat(again.revision()).isGreaterThan(deleted.revision());
        assertThat(again.incarnation()).isEqualTo(again.revision());
        assertThat(deleted.incarnation()).isLessThan(deleted.revision());
        assertThat(restated()).contains(again);
    }

    @Test
    void staysTheSameIncarnationWhateverChanges() {
        create(Map.of()).then().statusCode(201);
        UserChanged created = Kafka.await(EventType.USER_CHANGED, key(), UserChanged.class, event -> true);
        asTenant(tenantId)
                .header("If-Match", etag())
                .contentType("application/merge-patch+json")
                .body(Map.of("usageLocation", "AT"))
                .patch(path)
                .then()
                .statusCode(200);

        UserChanged changed = Kafka.await(
                EventType.USER_CHANGED, key(), UserChanged.class, event -> "AT".equals(event.usageLocation()));

        assertThat(changed.incarnation()).isEqualTo(created.incarnation()).isEqualTo(created.revision());
    }

    @Test
    void hasANameThatIsItsOwnInTheTenant() {
        create(Map.of()).then().statusCode(201);
        String other = "/v1/tenants/" + tenantId + "/users/" + Ids.next();
        Map<String, Object> sameName = body(Map.of("userPrincipalName", "ADA@contoso.example"));

        asTenant(tenantId)
                .contentType("application/json")
                .body(sameName)
                .put(other)
                .then()
                .statusCode(409)
                .body("type", endsWith("user-principal-name-taken"));
        asTenant(tenantId).header("If-Match", etag()).delete(path).then().statusCode(204);
        asTenant(tenantId)
                .contentType("application/json")
                .body(sameName)
                .put(other)
                .then()
                .statusCode(201);
    }

    @Test
    void isListedByWhatIsAskedFor() {
        create(Map.of("licences", List.of("phoneSystem"))).then().statusCode(201);
        String bridge = "/v1/tenants/" + tenantId + "/users/" + Ids.next();
        asTenant(tenantId)
                .contentType("application/json")
                .body(body(Map.of(
                        "userPrincipalName",
                        "bridge@contoso.example",
                        "accountType",
                        "conferenceBridge",
                        "usageLocation",
                        "SE")))
                .put(bridge)
                .then()
                .statusCode(201);
        String list = "/v1/tenants/" + tenantId + "/users";

        asTenant(tenantId).get(list).then().statusCode(200).body("items", hasSize(2));
        asTenant(tenantId)
                .get(list + "?accountType=conferenceBridge")
                .then()
                .body("items.usageLocation", equalTo(List.of("SE")));
        asTenant(tenantId)
                .get(list + "?licence=phoneSystem")
                .then()
                .body("items.userId", equalTo(List.of(userId.toString())));
        asTenant(tenantId).get(list + "?usageLocation=DE").then().body("items", hasSize(1));
        asTenant(tenantId)
                .get(list + "?userPrincipalName=ADA@contoso.example")
                .then()
                .body("items", hasSize(1));
        String next = asTenant(tenantId)
                .get(list + "?limit=1")
                .then()
                .body("items", hasSize(1))
                .extract()
                .path("nextPageToken");
        asTenant(tenantId)
                .get(list + "?limit=1&pageToken=" + next)
                .then()
                .body("items", hasSize(1))
                .body("nextPageToken", nullValue());
        asTenant(World.tenant()).get(path).then().statusCode(404);
        asTenant(World.tenant()).get(list).then().statusCode(404);
        asOperator(Ids.next()).get(list).then().statusCode(403);
    }

    @Test
    void isFoundByHowItsNameBeginsAndByWhatItHas() {
        create(Map.of("onPremLineUri", "tel:+4930123456", "onlineVoiceRoutingPolicy", "Berlin"))
                .then()
                .statusCode(201);
        UUID other = Ids.next();
        asTenant(tenantId)
                .contentType("application/json")
                .body(body(Map.of("userPrincipalName", "a_a@contoso.example", "coexistenceMode", "teamsOnly")))
                .put("/v1/tenants/" + tenantId + "/users/" + other)
                .then()
                .statusCode(201);
        E164Number number = E164Number.of("+493012349999");
        Kafka.say(assigned(number(number, 20, userId, AssignmentCategory.PRIMARY)));
        awaitNumbers(number.toString());
        String ada = userId.toString();

        assertThat(listed("userPrincipalNamePrefix=AD")).containsExactly(ada);
        assertThat(listed("userPrincipalNamePrefix=a")).containsExactlyInAnyOrder(ada, other.toString());
        assertThat(listed("userPrincipalNamePrefix=a_")).containsExactly(other.toString());
        assertThat(listed("userPrincipalNamePrefix=%25")).isEmpty();
        assertThat(listed("hasNumber=true")).containsExactly(ada);
        assertThat(listed("hasNumber=false")).containsExactly(other.toString());
        assertThat(listed("telephoneNumber=493012349999")).containsExactly(ada);
        assertThat(listed("telephoneNumber=493012349990")).isEmpty();
        assertThat(listed("hasOnPremLine=true")).containsExactly(ada);
        assertThat(listed("hasVoiceRoutingPolicy=false")).containsExactly(other.toString());
        assertThat(listed("coexistenceMode=teamsOnly")).containsExactly(other.toString());
        assertThat(listed("hasNumber=true&coexistenceMode=teamsOnly")).isEmpty();
    }

    private List<String> listed(String query) {
        return asTenant(tenantId)
                .urlEncodingEnabled(false)
                .get("/v1/tenants/" + tenantId + "/users?" + query)
                .then()
                .statusCode(200)
                .extract()
                .path("items.userId");
    }

    @Test
    void showsItsNumbersWhateverOrderTheEventsComeIn() {
        create(Map.of()).then().statusCode(201);
        E164Number primary = E164Number.of("+493012345678");
        E164Number alternate = E164Number.of("+493012345670");

        Kafka.say(assigned(
                number(primary, 20, userId, AssignmentCategory.PRIMARY),
                number(alternate, 20, userId, AssignmentCategory.ALTERNATE)));
        awaitNumbers(primary.toString(), alternate.toString());
        asTenant(tenantId)
                .get(path)
                .then()
                .body("lineUri", equalTo("tel:" + primary))
                .body("enterpriseVoiceEnabled", equalTo(true));
        asTenant(tenantId)
                .get("/v1/tenants/" + tenantId + "/users")
                .then()
                .body("items[0].lineUri", equalTo("tel:" + primary));

        Kafka.say(new NumbersUnassigned(tenantId, List.of(number(primary, 30, null, null))));
        awaitNumbers(alternate.toString());
        Kafka.say(assigned(number(primary, 25, userId, AssignmentCategory.PRIMARY)));
        Kafka.say(assigned(number(primary, 30, userId, AssignmentCategory.PRIMARY)));
        Kafka.say(new NumbersReleased(tenantId, List.of(gone(alternate, 40))));
        awaitNumbers();
        asTenant(tenantId).get(path).then().body("lineUri", nullValue()).body("enterpriseVoiceEnabled", equalTo(false));

        Kafka.say(new NumbersRestated(tenantId, List.of(number(primary, 50, userId, AssignmentCategory.PRIMARY))));
        awaitNumbers(primary.toString());
    }

    @Test
    void showsAsABridgeOnlyATollNumberFirstThatIsNotOperatorConnect() {
        // Given
        create(Map.of("accountType", "conferenceBridge")).then().statusCode(201);
        E164Number operatorConnect = E164Number.of("+493012300001");
        E164Number tollFree = E164Number.of("+493012300002");
        E164Number toll = E164Number.of("+493012300003");
        Kafka.say(assigned(
                bridgeNumber(operatorConnect, NumberType.OPERATOR_CONNECT, true, 20),
                bridgeNumber(tollFree, NumberType.CALLING_PLAN, true, 20),
                bridgeNumber(toll, NumberType.CALLING_PLAN, false, 20)));
        awaitNumbers(operatorConnect.toString(), tollFree.toString(), toll.toString());

        // When, Then
        assertThat(refusalOfDefault(operatorConnect.toString()))
                .containsExactly("default-number-operator-connect", "default-number-toll-free");
        assertThat(refusalOfDefault(tollFree.toString())).containsExactly("default-number-toll-free");
        assertThat(refusalOfDefault("+493012300009")).containsExactly("default-number-not-assigned");
        assertThat(refusalOfDefault("tel")).containsExactly("invalid");
        patch(Map.of("defaultTelephoneNumber", toll.toString()), etag())
                .then()
                .statusCode(200)
                .body("defaultTelephoneNumber", equalTo(toll.toString()));
        patch(Map.of("displayName", "Bridge"), etag())
                .then()
                .statusCode(200)
                .body("defaultTelephoneNumber", equalTo(toll.toString()));
        Kafka.say(new NumbersUnassigned(tenantId, List.of(number(toll, 30, null, null))));
        awaitNumbers(operatorConnect.toString(), tollFree.toString());
        asTenant(tenantId).get(path).then().body("defaultTelephoneNumber", nullValue());
    }

    @Test
    void hasNoDefaultNumberAsAUser() {
        create(Map.of("defaultTelephoneNumber", "+493012300003"))
                .then()
                .statusCode(422)
                .body("errors.code", hasItem("default-number-not-of-bridge"));
    }

    private List<String> refusalOfDefault(String number) {
        return patch(Map.of("defaultTelephoneNumber", number), etag())
                .then()
                .statusCode(422)
                .body("errors.pointer", everyItem(equalTo("/defaultTelephoneNumber")))
                .extract()
                .path("errors.code");
    }

    private NumberSnapshot bridgeNumber(E164Number number, NumberType type, boolean tollFree, long revision) {
        return snapshot(number, revision, HoldingStatus.HELD, userId, AssignmentCategory.PRIMARY, type, tollFree);
    }

    @Test
    void hasTheNumbersOfItsOwnTenantOnly() {
        create(Map.of()).then().statusCode(201);
        UUID foreign = World.tenant();
        E164Number number = E164Number.of("+493087654321");

        Kafka.say(new NumbersAssigned(foreign, List.of(number(number, 10, userId, AssignmentCategory.PRIMARY))));
        Kafka.say(assigned(number(E164Number.of("+493087654322"), 10, userId, AssignmentCategory.PRIVATE)));

        awaitNumbers("+493087654322");
        Awaitility.await()
                .atMost(World.PATIENCE)
                .until(() -> World.select("select 1 from user_number where tenant_id = ?", foreign)
                                .size()
                        == 1);
        asTenant(tenantId).get(path).then().body("telephoneNumbers", equalTo(List.of("+493087654322")));
    }

    @Test
    void isSaidAgainWholeEvenWhenDeleted() {
        create(Map.of("licences", List.of("phoneSystem"))).then().statusCode(201);
        UserChanged told = Kafka.await(EventType.USER_CHANGED, key(), UserChanged.class, event -> true);

        List<Event> said = restated();

        assertThat(said).contains(told);
        assertThat(said).extracting(Event::recordKey).doesNotHaveDuplicates();
    }

    private List<Event> restated() {
        List<Event> said = new ArrayList<>();
        try (Connection connection = background.getConnection()) {
            connection.setAutoCommit(false);
            String last = null;
            do {
                var page = users.pageAfter(connection, last, 2);
                said.addAll(page.events());
                last = page.lastKey();
            } while (last != null);
            connection.rollback();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return said;
    }

    private void awaitNumbers(String... numbers) {
        Awaitility.await("numbers " + List.of(numbers)).atMost(World.PATIENCE).until(() -> List.of(numbers)
                .equals(asTenant(tenantId).get(path).path("telephoneNumbers")));
    }

    private String key() {
        return tenantId + ":" + userId;
    }

    private String etag() {
        return World.etag(tenantId, path);
    }

    private Response create(Map<String, Object> members) {
        return asTenant(tenantId)
                .contentType("application/json")
                .body(body(members))
                .put(path);
    }

    private static Map<String, Object> body(Map<String, Object> members) {
        Map<String, Object> body = new HashMap<>(Map.of(
                "userPrincipalName", "ada@contoso.example",
                "displayName", "Ada",
                "accountType", "user",
                "usageLocation", "DE",
                "licences", List.of()));
        body.putAll(members);
        return body;
    }

    private Response patch(Map<String, Object> patch, String ifMatch) {
        return asTenant(tenantId)
                .header("If-Match", ifMatch)
                .contentType("application/merge-patch+json")
                .body(json(patch))
                .patch(path);
    }

    private static String json(Map<String, Object> body) {
        try {
            return new ObjectMapper().writeValueAsString(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private NumbersAssigned assigned(NumberSnapshot... numbers) {
        return new NumbersAssigned(tenantId, List.of(numbers));
    }

    private static NumberSnapshot number(
            E164Number number, long revision, @Nullable UUID target, @Nullable AssignmentCategory category) {
        return snapshot(number, revision, HoldingStatus.HELD, target, category);
    }

    private static NumberSnapshot gone(E164Number number, long revision) {
        return snapshot(number, revision, HoldingStatus.GONE, null, null);
    }

    private static NumberSnapshot snapshot(
            E164Number number,
            long revision,
            HoldingStatus status,
            @Nullable UUID target,
            @Nullable AssignmentCategory category) {
        return snapshot(number, revision, status, target, category, NumberType.OPERATOR_CONNECT, false);
    }

    private static NumberSnapshot snapshot(
            E164Number number,
            long revision,
            HoldingStatus status,
            @Nullable UUID target,
            @Nullable AssignmentCategory category,
            NumberType type,
            boolean tollFree) {
        return new NumberSnapshot(
                number,
                new UUID(7, number.digits()),
                revision,
                status,
                type,
                NumberSource.ONLINE,
                new UUID(2, 2),
                null,
                "DE",
                null,
                Usage.CALLING_USER_ASSIGNMENT,
                List.of(),
                List.of(Capability.USER_ASSIGNMENT),
                false,
                tollFree,
                target == null ? AssignmentStatus.UNASSIGNED : AssignmentStatus.USER_ASSIGNED,
                target,
                category,
                ActivationState.ACTIVATED,
                null,
                null,
                null,
                null,
                null,
                null,
                true,
                null,
                null,
                null,
                Instant.EPOCH,
                null,
                null,
                null);
    }
}
