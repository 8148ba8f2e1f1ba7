package dev.trunkline.number.release;

import static dev.trunkline.platform.testing.TokenClient.asTenant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.trunkline.contracts.E164Number;
import dev.trunkline.embedded.quarkus.TrunklineTestServers;
import dev.trunkline.number.Database;
import dev.trunkline.number.RealServers;
import dev.trunkline.number.World;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@RealServers
class UnansweredReleaseTest {

    @Inject
    DueReleasesJob job;

    private final E164Number number = World.nextNumber();
    private World world;

    @BeforeEach
    void consented() {
        world = World.consenting("AT");
    }

    @AfterEach
    void setClockRight() {
        Database.setClockAheadBy(Duration.ZERO);
    }

    /** Its quarantine days decide what becomes of the number. */
    @Test
    void waitsUntilTheEntryOfItsOperatorIsKnown() throws SQLException {
        // Given
        requested();
        forgetOperator();
        Database.setClockAheadBy(Duration.ofDays(31));
        // When
        job.run();
        // Then
        assertThat(holding()).isEqualTo("held");
        world.sayOperator(7);
        await().atMost(Duration.ofSeconds(20))
                .until(() ->
                        Database.ask("select 1 from operator_entry where operator_id = ?", world.operator) != null);
        job.run();
        assertThat(holding()).isEqualTo("quarantined");
    }

    @Test
    void waitsWhileTheEntryOfItsOperatorIsInDoubt() throws SQLException {
        requested();
        Database.change(
                "insert into unreliable_key (topic, record_key, revision) values ('trunkline.operators', ?, 1)",
                world.operator.toString());
        Database.setClockAheadBy(Duration.ofDays(31));

        job.run();

        assertThat(holding()).isEqualTo("held");
    }

    private void requested() {
        world.deliver(List.of(World.item(number, "AT")));
        asTenant(world.tenant)
                .contentType("application/json")
                .body(Map.of())
                .post("/v1/tenants/{t}/numbers/{n}/release", world.tenant, number.toString())
                .then()
                .statusCode(200);
    }

    private void forgetOperator() throws SQLException {
        try (Connection connection = TrunklineTestServers.postgres().superuser("number");
                PreparedStatement delete =
                        connection.prepareStatement("delete from operator_entry where operator_id = ?")) {
            delete.setObject(1, world.operator);
            delete.executeUpdate();
        }
    }

    private Object holding() {
        UUID tenant = world.tenant;
        return Database.ask(
                "select holding_status from phone_number where tenant_id = ? and number = ?", tenant, number.digits());
    }
}
