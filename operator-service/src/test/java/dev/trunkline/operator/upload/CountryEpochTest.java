package dev.trunkline.operator.upload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.contracts.EnablementStatus;
import dev.trunkline.contracts.event.EnablementChanged.CountryConsent;
import dev.trunkline.contracts.event.UploadChunkSubmitted;
import dev.trunkline.operator.OperatorServiceTest;
import dev.trunkline.operator.OtherServices;
import dev.trunkline.operator.Scene;
import dev.trunkline.operator.TestData;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
class CountryEpochTest extends OperatorServiceTest {

    private final Scene scene = new Scene();

    @Test
    void handsOutUnderWhichEpochOfItsCountryANumberWasOrdered() {
        scene.register("DE");
        consent(3, 2, 3);
        UUID order = accepted();

        UploadChunkSubmitted chunk = scene.awaitChunks(scene.uploaded(order, callingAndConference()), 1)
                .get(0);

        assertThat(chunk.items())
                .extracting(UploadChunkSubmitted.Item::countryEpoch)
                .containsExactly(3, 3);
    }

    @Test
    void rejectsWhatWasOrderedBeforeItsServiceWasWithdrawnAndAddedAgainAndHandsOutTheRest() {
        // Given
        scene.register("DE");
        consent(1, 1, 1);
        UUID order = accepted();
        consent(2, 1, 2);
        // When
        UUID upload = scene.uploaded(order, callingAndConference());
        // Then
        UploadChunkSubmitted chunk = scene.awaitChunks(upload, 1).get(0);
        assertThat(chunk.items()).extracting(UploadChunkSubmitted.Item::row).containsExactly(1L);
        assertThat(scene.rows(upload).getList("items.status")).containsExactly("pending", "rejected");
        assertThat(scene.rows(upload).getString("items[1].code")).isEqualTo("country-not-consented");
    }

    @Test
    void handsOutNothingOfACountryThatWasWithdrawnAndAddedAgainThoughItsOrderGoesOn() {
        // Given
        scene.register("DE", "FR").consent(1, "DE", "FR");
        UUID order = accepted("FR");
        consent(2, 2, 2, Scene.country("FR", 1, 1, 1));
        // When
        UUID upload = scene.uploaded(order, Scene.csv(Scene.berlin(1)));
        // Then
        Scene.eventually(
                () -> "completedWithErrors".equals(scene.uploadView(upload).getString("status")));
        assertThat(scene.rows(upload).getList("items.code")).containsOnly("country-not-consented");
        assertThat(scene.chunks(upload)).isEmpty();
        assertThat(scene.order(order).getString("status")).isEqualTo("fulfilling");
    }

    private void consent(int epoch, int callingSince, int conferencingSince, CountryConsent... others) {
        List<CountryConsent> countries = new ArrayList<>(List.of(others));
        countries.add(0, Scene.country("DE", epoch, callingSince, conferencingSince));
        OtherServices.say(scene.enablement(1, EnablementStatus.ACTIVE, countries));
        Scene.eventually(() -> List.of(Integer.toString(epoch))
                .equals(TestData.query(
                        "select countries -> 0 ->> 'epoch' from consents where operator_id = ?", scene.operatorId)));
    }

    private UUID accepted() {
        return accepted("DE");
    }

    private UUID accepted(String countryOfConferences) {
        Map<String, Object> order = scene.newOrder("DE", 1);
        order.put(
                "lines",
                List.of(
                        Map.of("country", "DE", "usage", "callingUserAssignment", "quantity", 1),
                        Map.of("country", countryOfConferences, "usage", "conferenceAssignment", "quantity", 1)));
        UUID orderId = UUID.fromString(
                scene.place(order).then().statusCode(201).extract().path("orderId"));
        scene.step(orderId, "accept").then().statusCode(200);
        return orderId;
    }

    private static String callingAndConference() {
        return "telephoneNumber,usage\n%s,callingUserAssignment\n%s,conferenceAssignment\n"
                .formatted(Scene.berlin(2).toArray());
    }
}
