package dev.trunkline.number.command;

import static dev.trunkline.platform.testing.TokenClient.asOperator;
import static dev.trunkline.platform.testing.TokenClient.asTenant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.trunkline.contracts.AccountType;
import dev.trunkline.contracts.Capability;
import dev.trunkline.contracts.CoexistenceMode;
import dev.trunkline.contracts.CommandOutcome;
import dev.trunkline.contracts.CountryStatus;
import dev.trunkline.contracts.E164Number;
import dev.trunkline.contracts.EnablementStatus;
import dev.trunkline.contracts.NumberCommand;
import dev.trunkline.contracts.OfferedService;
import dev.trunkline.contracts.Usage;
import dev.trunkline.contracts.event.CommandAnswered;
import dev.trunkline.contracts.event.EnablementChanged.CountryConsent;
import dev.trunkline.contracts.event.NumbersChanged;
import dev.trunkline.contracts.event.NumbersCommanded;
import dev.trunkline.contracts.event.NumbersCommanded.Description;
import dev.trunkline.contracts.event.NumbersCommanded.Item;
import dev.trunkline.contracts.event.UploadChunkSubmitted;
import dev.trunkline.number.Database;
import dev.trunkline.number.Neighbours;
import dev.trunkline.number.RealServers;
import dev.trunkline.number.World;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Operators' commands reach the stay and the assignment that they name, and nothing later. */
@QuarkusTest
@RealServers
class NumbersCommandedTest {

    @Test
    void unassignsAndReleasesANumberAndTellsTheHistoryWhoAndWhy() {
        // Given
        World world = World.consenting("AT");
        E164Number number = assigned(world);

        // When
        CommandAnswered unassigned = tell(command(world, NumberCommand.UNASSIGN, 0, item(number, true)));
        CommandAnswered released = tell(command(world, NumberCommand.RELEASE, 30, item(number, false)));

        // Then
        assertThat(unassigned.outcome()).isEqualTo(CommandOutcome.APPLIED);
        assertThat(released.outcome()).isEqualTo(CommandOutcome.APPLIED);
        get(world, number)
                .then()
                .body("assignmentStatus", equalTo("unassigned"))
                .body("releaseStatus", equalTo("quarantined"))
                .body("quarantinedUntil", notNullValue());
        asOperator(world.operator)
                .get("/v1/operators/" + world.operator + "/numbers/" + number + "/history")
                .then()
                .body("items.action", hasItem("unassigned"))
                .body("items.action", hasItem("quarantined"))
                .body("items[-1].actor", equalTo("operator:" + world.operator))
                .body("items[-1].reason", equalTo("The contract ends"));
    }

    @Test
    void answersARepeatWithWhatItAnsweredFirstAndDoesNothingMore() {
        // Given
        World world = World.consenting("AT");
        E164Number number = assigned(world);
        NumbersCommanded command = command(world, NumberCommand.UNASSIGN, 0, item(number, true));
        CommandAnswered first = tell(command);
        assign(world, number);

        // When
        Neighbours.say(command);

        // Then
        assertThat(Neighbours.hear(
                        2, CommandAnswered.class, answer -> answer.commandId().equals(first.commandId())))
                .containsOnly(first);
        get(world, number).then().body("assignmentStatus", equalTo("userAssigned"));
    }

    @Test
    void neverUnassignsALaterAssignment() {
        // Given
        World world = World.consenting("AT");
        E164Number number = assigned(world);
        Item seen = item(number, true);
        post(world, number, "unassign", Map.of()).then().statusCode(200);
        assign(world, number);

        // When
        CommandAnswered answer = tell(command(world, NumberCommand.UNASSIGN, 0, seen));

        // Then
        assertThat(answer.code()).isEqualTo("changed-since-accepted");
        get(world, number).then().body("assignmentStatus", equalTo("userAssigned"));
    }

    @Test
    void neverTouchesALaterStayNorANumberOfAnotherOperatorNorComesTooLate() {
        // Given
        World world = World.consenting("AT");
        E164Number number = delivered(world);
        Item formerStay = item(number, false);
        tell(command(world, NumberCommand.RELEASE, 0, formerStay));
        world.deliver(List.of(World.item(number, "AT")));
        Item presentStay = item(number, false);

        // When
        CommandAnswered late = tell(command(world, NumberCommand.RELEASE, 0, newId(formerStay)));
        CommandAnswered foreign =
                tell(command(world.otherOperator("AT"), NumberCommand.RELEASE, 0, newId(presentStay)));
        NumbersCommanded valid = command(world, NumberCommand.RELEASE, 0, newId(presentStay));
        CommandAnswered expired = tell(new NumbersCommanded(
                valid.operationId(),
                valid.operatorId(),
                valid.tenantId(),
                valid.command(),
                valid.items(),
                null,
                0,
                null,
                valid.commandedBy(),
                valid.commandedAt(),
                Instant.now().minus(Duration.ofMinutes(1)),
                null));

        // Then
        assertThat(late.code()).isEqualTo("already-released");
        assertThat(foreign.code()).isEqualTo("number-unknown");
        assertThat(expired.code()).isEqualTo("command-expired");
        get(world, number).then().statusCode(200);
    }

    @Test
    void releasesEachNumberOfASetForItself() {
        // Given
        World world = World.consenting("AT");
        E164Number free = delivered(world);
        E164Number used = assigned(world);

        // When
        NumbersCommanded command = command(world, NumberCommand.RELEASE, 0, item(free, false), item(used, false));
        Neighbours.say(command);
        List<CommandAnswered> answers = answers(command);

        // Then
        assertThat(answers).extracting(CommandAnswered::telephoneNumber).containsExactlyInAnyOrder(free, used);
        assertThat(answers)
                .filteredOn(answer -> used.equals(answer.telephoneNumber()))
                .extracting(CommandAnswered::code)
                .containsExactly("number-assigned");
        get(world, free).then().statusCode(404);
        get(world, used).then().statusCode(200);
    }

    @Test
    void locatesNumbersThatWereDeliveredWithAnAddressAndLeavesTheOthersToTheirTenant() {
        // Given
        World world = World.consenting("AT");
        E164Number tenantsOwn = delivered(world);
        E164Number locked = delivered(world);
        Database.change(
                "update phone_number set address_policy = 'operatorAssignedLocked', allow_tenant_address_update = false where number = ?",
                locked.digits());
        UUID location = validatedLocation(world);

        // When
        CommandAnswered refused = tell(locate(world, location, item(tenantsOwn, true)));
        CommandAnswered unknown = tell(locate(world, UUID.randomUUID(), item(locked, true)));
        CommandAnswered located = tell(locate(world, location, item(locked, true)));

        // Then
        assertThat(refused.code()).isEqualTo("address-tenant-assigned");
        assertThat(unknown.code()).isEqualTo("address-unknown");
        assertThat(located.outcome()).isEqualTo(CommandOutcome.APPLIED);
        get(world, locked).then().body("locationId", equalTo(location.toString()));
    }

    @Test
    void describesANumberAsItsOperatorSaysAndKeepsWhatItWas() {
        // Given
        World world = World.consenting("AT");
        E164Number number = delivered(world);
        Description anew = new Description("Wien", "AT", List.of(Usage.CONFERENCE_ASSIGNMENT));

        // When
        CommandAnswered applied = tell(describe(world, anew, item(number, true)));
        CommandAnswered again = tell(describe(world, anew, item(number, false)));
        CommandAnswered bare = tell(describe(world, new Description(null, null, List.of()), item(number, true)));

        // Then
        assertThat(List.of(applied, again, bare))
                .extracting(CommandAnswered::outcome)
                .containsOnly(CommandOutcome.APPLIED);
        get(world, number)
                .then()
                .body("city", nullValue())
                .body("displayedCountryCode", nullValue())
                .body("additionalUsages", empty())
                .body("capabilities", contains("userAssignment"));
        asTenant(world.tenant)
                .get("/v1/tenants/" + world.tenant + "/numbers/" + number + "/history")
                .then()
                .body("items.action", contains("acquired", "descriptionChanged", "descriptionChanged"))
                .body("items[1].before.city", equalTo("Redmond"))
                .body("items[1].after.city", equalTo("Wien"))
                .body("items[1].after.displayedCountryCode", equalTo("AT"))
                .body("items[1].after.additionalUsages", contains("conferenceAssignment"))
                .body("items[1].actor", equalTo("operator:" + world.operator));
        assertThat(Neighbours.hear(
                        2, NumbersChanged.class, changed -> changed.tenantId().equals(world.tenant)))
                .first()
                .extracting(changed -> changed.items().get(0))
                .satisfies(item -> {
                    assertThat(item.city()).isEqualTo("Wien");
                    assertThat(item.capabilities())
                            .containsExactly(Capability.USER_ASSIGNMENT, Capability.CONFERENCE_ASSIGNMENT);
                });
    }

    @Test
    void addsNoUsageThatTheTenantDoesNotConsentTo() {
        // Given
        World world = World.withoutConsent();
        CountryConsent calling =
                new CountryConsent("AT", 1, CountryStatus.ACTIVE, List.of(OfferedService.CALLING), null);
        Neighbours.say(world.enablement(EnablementStatus.ACTIVE, List.of(calling)));
        world.awaitApplied();
        E164Number number = delivered(world);
        Description conference = new Description("Wien", null, List.of(Usage.CONFERENCE_ASSIGNMENT));
        Description application = new Description("Wien", null, List.of(Usage.FIRST_PARTY_APP_ASSIGNMENT));

        // When
        CommandAnswered notConsented = tell(describe(world, conference, item(number, true)));
        Neighbours.say(world.enablement(EnablementStatus.SUSPENDED, List.of(calling)));
        world.awaitApplied();
        CommandAnswered suspended = tell(describe(world, conference, item(number, true)));
        CommandAnswered covered = tell(describe(world, application, item(number, true)));
        Neighbours.say(world.enablement(EnablementStatus.REMOVING, List.of(calling)));
        world.awaitApplied();
        CommandAnswered removing = tell(describe(world, conference, item(number, true)));

        // Then
        assertThat(notConsented.code()).isEqualTo("service-not-consented");
        assertThat(suspended.code()).isEqualTo("consent-suspended");
        assertThat(covered.outcome()).isEqualTo(CommandOutcome.APPLIED);
        assertThat(removing.code()).isEqualTo("consent-required");
        get(world, number).then().body("additionalUsages", contains("firstPartyAppAssignment"));
    }

    @Test
    void takesNoUsageAwayThatIsInUseAndGivesNoneToUsersWithoutAnAddress() {
        // Given
        World world = World.consenting("AT");
        E164Number used = delivered(world);
        tell(describe(world, new Description(null, null, List.of(Usage.FIRST_PARTY_APP_ASSIGNMENT)), item(used, true)));
        asTenant(world.tenant)
                .header("If-Match", get(world, used).header("ETag"))
                .contentType("application/json")
                .body(Map.of("usage", "firstPartyAppAssignment"))
                .put("/v1/tenants/" + world.tenant + "/numbers/" + used + "/usage")
                .then()
                .statusCode(200);
        assign(world, used);
        E164Number service = World.nextNumber();
        world.deliver(List.of(serviceNumber(service)));
        Item seen = item(service, true);

        // When
        CommandAnswered inUse = tell(describe(world, new Description(null, null, List.of()), item(used, true)));
        CommandAnswered withoutAddress = tell(describe(
                world, new Description(null, null, List.of(Usage.CALLING_USER_ASSIGNMENT)), item(service, true)));
        tell(describe(world, new Description("Graz", null, List.of()), item(service, true)));
        CommandAnswered stale = tell(describe(world, new Description("Linz", null, List.of()), newRevisionOf(seen)));

        // Then
        assertThat(inUse.code()).isEqualTo("usage-in-use");
        assertThat(withoutAddress.code()).isEqualTo("address-required");
        assertThat(stale.code()).isEqualTo("changed-since-accepted");
        get(world, service).then().body("city", equalTo("Graz"));
    }

    /** A number for applications that nobody gave an address. */
    private static UploadChunkSubmitted.Item serviceNumber(E164Number number) {
        return new UploadChunkSubmitted.Item(
                1,
                number,
                "AT",
                OfferedService.CALLING,
                Usage.FIRST_PARTY_APP_ASSIGNMENT,
                List.of(),
                false,
                false,
                null,
                null,
                null,
                false,
                null,
                null);
    }

    private static NumbersCommanded describe(World world, Description description, Item item) {
        return new NumbersCommanded(
                UUID.randomUUID(),
                world.operator,
                world.tenant,
                NumberCommand.DESCRIBE,
                List.of(item),
                null,
                0,
                null,
                "operator:" + world.operator,
                Instant.now(),
                Instant.now().plus(Duration.ofHours(1)),
                description);
    }

    /** The same precondition in a command of its own. */
    private static Item newRevisionOf(Item item) {
        return new Item(UUID.randomUUID(), item.telephoneNumber(), item.holdingId(), item.expectedRevision());
    }

    private static NumbersCommanded command(World world, NumberCommand command, int quarantineDays, Item... items) {
        return commanded(world, command, quarantineDays, null, items);
    }

    private static NumbersCommanded locate(World world, UUID location, Item item) {
        return commanded(world, NumberCommand.CHANGE_EMERGENCY_LOCATION, 0, location, item);
    }

    private static NumbersCommanded commanded(
            World world, NumberCommand command, int quarantineDays, @Nullable UUID location, Item... items) {
        return new NumbersCommanded(
                UUID.randomUUID(),
                world.operator,
                world.tenant,
                command,
                List.of(items),
                "The contract ends",
                quarantineDays,
                location,
                "operator:" + world.operator,
                Instant.now(),
                Instant.now().plus(Duration.ofHours(1)),
                null);
    }

    private static Item item(E164Number number, boolean asSeen) {
        String which = " from phone_number where number = ? and holding_status = 'held'";
        UUID holding = (UUID) Database.ask("select holding_id" + which, number.digits());
        Long revision = (Long) Database.ask("select revision" + which, number.digits());
        return new Item(UUID.randomUUID(), number, holding, asSeen ? revision : null);
    }

    private static Item newId(Item item) {
        return new Item(UUID.randomUUID(), item.telephoneNumber(), item.holdingId(), null);
    }

    private static CommandAnswered tell(NumbersCommanded command) {
        Neighbours.say(command);
        return answers(command).get(0);
    }

    private static List<CommandAnswered> answers(NumbersCommanded command) {
        List<CommandAnswered> answers = new ArrayList<>();
        for (Item item : command.items()) {
            answers.add(Neighbours.hear(
                    CommandAnswered.class, answer -> answer.commandId().equals(item.commandId())));
        }
        return answers;
    }

    private static E164Number delivered(World world) {
        E164Number number = World.nextNumber();
        world.deliver(List.of(World.item(number, "AT")));
        return number;
    }

    private static E164Number assigned(World world) {
        E164Number number = delivered(world);
        assign(world, number);
        return number;
    }

    private static void assign(World world, E164Number number) {
        UUID user = world.user(
                UUID.randomUUID(), AccountType.USER, "AT", List.of("phoneSystem"), CoexistenceMode.TEAMS_ONLY);
        post(world, number, "assign", Map.of("targetId", user)).then().statusCode(200);
    }

    private static UUID validatedLocation(World world) {
        String addresses = "/v1/tenants/" + world.tenant + "/emergency-addresses";
        Response created = asTenant(world.tenant)
                .contentType("application/json")
                .body(Map.of(
                        "companyName",
                        "Contoso",
                        "country",
                        "AT",
                        "houseNumber",
                        "1",
                        "street",
                        "Stephansplatz",
                        "city",
                        "Wien",
                        "postalCode",
                        "1010",
                        "latitude",
                        48.2086,
                        "longitude",
                        16.3725))
                .post(addresses);
        asTenant(world.tenant)
                .contentType("application/json")
                .post(addresses + "/" + created.path("civicAddressId") + "/validate")
                .then()
                .statusCode(200);
        return UUID.fromString(created.path("defaultLocationId"));
    }

    private static Response get(World world, E164Number number) {
        return asTenant(world.tenant).get("/v1/tenants/" + world.tenant + "/numbers/" + number);
    }

    private static Response post(World world, E164Number number, String action, Map<String, ?> body) {
        return asTenant(world.tenant)
                .contentType("application/json")
                .body(body)
                .post("/v1/tenants/" + world.tenant + "/numbers/" + number + "/" + action);
    }
}
