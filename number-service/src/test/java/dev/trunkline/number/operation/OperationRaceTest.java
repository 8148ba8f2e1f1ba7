package dev.trunkline.number.operation;

import static dev.trunkline.platform.testing.TokenClient.asTenant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.trunkline.contracts.E164Number;
import dev.trunkline.embedded.quarkus.TrunklineTestServers;
import dev.trunkline.number.RealServers;
import dev.trunkline.number.World;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Bulk work that loses races to another transaction: the database ends it, and nothing is wrong with any row. */
@QuarkusTest
@RealServers
class OperationRaceTest {

    /** More than it takes to halve a batch down to one row. */
    private static final int LOST = 12;

    @AfterEach
    void letWin() throws SQLException {
        asSuperuser(
                """
                drop trigger if exists lose_the_race on phone_number;
                drop function if exists lose_the_race();
                drop sequence if exists races;
                """);
    }

    @Test
    void triesARowAgainThatLostARaceAndGivesUpNone() throws SQLException {
        // Given
        World world = World.consenting("AT");
        E164Number number = World.nextNumber();
        world.deliver(List.of(World.item(number, "AT")));
        loseTheFirstRacesFor(number);

        // When
        String operation = asTenant(world.tenant)
                .contentType("application/json")
                .body(Map.of("rows", List.of(Map.of("telephoneNumber", number.toString()))))
                .post("/v1/tenants/{t}/releases", world.tenant)
                .then()
                .statusCode(202)
                .extract()
                .header("Location");

        // Then
        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> get(world, operation).getString("endedAt") != null);
        assertThat(get(world, operation).getString("status")).isEqualTo("completed");
        assertThat(get(world, "/v1/tenants/" + world.tenant + "/numbers/" + number)
                        .getString("releaseStatus"))
                .isEqualTo("releaseRequested");
    }

    /** As two transactions that wait for each other would: one of them ends, each time as if for the first. */
    private static void loseTheFirstRacesFor(E164Number number) throws SQLException {
        asSuperuser(
                """
                create sequence races;
                create function lose_the_race() returns trigger language plpgsql security definer as $$
                begin
                    if nextval('races') <= %d then
                        raise exception 'deadlock detected' using errcode = 'deadlock_detected';
                    end if;
                    return new;
                end $$;
                create trigger lose_the_race before update on phone_number for each row
                    when (new.number = %d and new.release_status = 'releaseRequested') execute function lose_the_race();
                """
                        .formatted(LOST, number.digits()));
    }

    private static void asSuperuser(String sql) throws SQLException {
        try (Connection all = TrunklineTestServers.postgres().superuser("number");
                Statement statement = all.createStatement()) {
            statement.execute(sql);
        }
    }

    private static JsonPath get(World world, String path) {
        return asTenant(world.tenant).get(path).jsonPath();
    }
}
