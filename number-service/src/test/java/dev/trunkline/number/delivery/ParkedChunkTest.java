package dev.trunkline.number.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.trunkline.contracts.E164Number;
import dev.trunkline.contracts.EnablementStatus;
import dev.trunkline.contracts.RowCode;
import dev.trunkline.contracts.RowOutcome;
import dev.trunkline.contracts.event.EnablementChanged;
import dev.trunkline.contracts.event.NumbersAcquired;
import dev.trunkline.contracts.event.UploadChunkApplied;
import dev.trunkline.contracts.event.UploadChunkApplied.Row;
import dev.trunkline.contracts.event.UploadChunkSubmitted;
import dev.trunkline.embedded.quarkus.TrunklineTestServers;
import dev.trunkline.number.Database;
import dev.trunkline.number.Neighbours;
import dev.trunkline.number.RealServers;
import dev.trunkline.number.World;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
@RealServers
class ParkedChunkTest {

    @Test
    void isRejectedWhenItCannotBeAppliedAndTakesNeitherItsConsentNorTheOthersWithIt() {
        // Given
        World world = World.withoutConsent();
        EnablementChanged consent = world.enablement(EnablementStatus.ACTIVE, "US");
        E164Number poison = World.nextNumber();
        UploadChunkSubmitted bad = world.chunk(
                List.of(World.item(1, World.nextNumber(), "US", null, true), World.item(2, poison, "US", null, true)));
        UploadChunkSubmitted good = world.chunk(List.of(World.item(World.nextNumber(), "US")));
        Neighbours.say(bad);
        Neighbours.say(good);
        await().atMost(Duration.ofSeconds(10)).until(() -> Long.valueOf(2)
                .equals(Database.ask("select count(*) from parked_chunk where tenant_id = ?", world.tenant)));
        // When
        makePoison(poison);
        try {
            Neighbours.say(consent);
            world.awaitApplied();
        } finally {
            run("alter table number_history drop constraint test_poison");
        }
        // Then
        assertThat(World.answerTo(good).rows()).extracting(Row::outcome).containsExactly(RowOutcome.DELIVERED);
        assertThat(World.answerTo(bad).rows())
                .extracting(Row::code)
                .containsExactly(RowCode.INVALID_FIELD, RowCode.INVALID_FIELD);
        assertThat(Database.ask("select count(*) from phone_number where tenant_id = ?", world.tenant))
                .isEqualTo(1L);
        assertThat(Neighbours.all(
                        NumbersAcquired.class, event -> event.uploadId().equals(bad.uploadId())))
                .isEmpty();
        assertThat(Database.ask("select 1 from unreliable_key where record_key = ?", consent.recordKey()))
                .isNull();
        Neighbours.say(bad);
        assertThat(Neighbours.hear(
                        2, UploadChunkApplied.class, answer -> answer.uploadId().equals(bad.uploadId())))
                .as("the stored answer to a repeat")
                .allMatch(answer -> answer.rows().equals(World.answerTo(bad).rows()));
    }

    /** The history of the number cannot be written: what comes after its insertion fails for good. */
    private static void makePoison(E164Number number) {
        run("alter table number_history add constraint test_poison check (number <> " + number.digits()
                + ") not valid");
    }

    private static void run(String sql) {
        try (Connection connection = TrunklineTestServers.postgres().superuser("number");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
