package dev.trunkline.number.user;

import static dev.trunkline.platform.testing.TokenClient.asTenant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import dev.trunkline.contracts.E164Number;
import dev.trunkline.contracts.event.NumbersUnassigned;
import dev.trunkline.number.Database;
import dev.trunkline.number.Neighbours;
import dev.trunkline.number.RealServers;
import dev.trunkline.number.World;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@RealServers
class UserIncarnationTest {

    @Test
    void freesTheNumbersOfADeletedUserWhoseSuccessorAloneIsHeardOf() {
        // Given
        World world = World.consenting("AT");
        UUID user = UUID.randomUUID();
        world.awaitUser(user, world.sayUser(user, 1L));
        E164Number number = assigned(world, user);
        // When
        world.sayUser(user, 2L);
        // Then
        NumbersUnassigned told = Neighbours.hear(
                NumbersUnassigned.class, event -> event.tenantId().equals(world.tenant));
        assertThat(told.items()).singleElement().satisfies(item -> assertThat(item.telephoneNumber())
                .isEqualTo(number));
        assertThat(Database.ask(
                        "select reason from number_history where tenant_id = ? and action = 'unassigned'",
                        world.tenant))
                .isEqualTo("The user was deleted and created again.");
        assign(world, number, user).body("assignmentStatus", equalTo("userAssigned"));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {"7, 7", "7, -", "-, 7"})
    void leavesTheNumbersOfAUserOfWhoseDeletionNothingTells(Long known, Long said) {
        World world = World.consenting("AT");
        UUID user = UUID.randomUUID();
        world.awaitUser(user, world.sayUser(user, known));
        assigned(world, user);

        world.awaitUser(user, world.sayUser(user, said));

        assertThat(Database.ask("select 1 from phone_number where assignment_target_id = ?", user))
                .isNotNull();
    }

    @Test
    void remembersAnIncarnationThatTheLastSenderDidNotName() {
        World world = World.consenting("AT");
        UUID user = UUID.randomUUID();
        world.awaitUser(user, world.sayUser(user, 1L));
        assigned(world, user);
        world.awaitUser(user, world.sayUser(user, null));

        world.awaitUser(user, world.sayUser(user, 2L));

        assertThat(Database.ask("select 1 from phone_number where assignment_target_id = ?", user))
                .isNull();
    }

    @Test
    void learnsAnIncarnationWhenTheSameStateIsSaidAgainWithIt() {
        World world = World.consenting("AT");
        UUID user = UUID.randomUUID();
        long revision = world.sayUser(user, null);
        world.awaitUser(user, revision);
        assigned(world, user);
        world.sayUser(user, 1L, revision);
        await().atMost(Duration.ofSeconds(20)).until(() -> Long.valueOf(1)
                .equals(Database.ask("select incarnation from tenant_user where user_id = ?", user)));

        world.awaitUser(user, world.sayUser(user, 2L));

        assertThat(Database.ask("select 1 from phone_number where assignment_target_id = ?", user))
                .isNull();
    }

    private static E164Number assigned(World world, UUID user) {
        E164Number number = World.nextNumber();
        world.deliver(List.of(World.item(number, "AT")));
        assign(world, number, user);
        return number;
    }

    private static ValidatableResponse assign(World world, E164Number number, UUID user) {
        return asTenant(world.tenant)
                .contentType("application/json")
                .body(Map.of("targetId", user))
                .post("/v1/tenants/{t}/numbers/{n}/assign", world.tenant, number.toString())
                .then()
                .statusCode(200);
    }
}
