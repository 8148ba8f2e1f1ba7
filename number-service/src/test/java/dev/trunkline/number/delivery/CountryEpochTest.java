package dev.trunkline.number.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.trunkline.contracts.CountryStatus;
import dev.trunkline.contracts.EnablementStatus;
import dev.trunkline.contracts.OfferedService;
import dev.trunkline.contracts.RowCode;
import dev.trunkline.contracts.Usage;
import dev.trunkline.contracts.event.EnablementChanged.CountryConsent;
import dev.trunkline.contracts.event.EnablementChanged.ServiceEpoch;
import dev.trunkline.contracts.event.UploadChunkApplied;
import dev.trunkline.contracts.event.UploadChunkApplied.Row;
import dev.trunkline.contracts.event.UploadChunkSubmitted.Item;
import dev.trunkline.number.Neighbours;
import dev.trunkline.number.RealServers;
import dev.trunkline.number.World;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
@RealServers
class CountryEpochTest {

    @Test
    void deliversNothingThatWasOrderedBeforeTheTenantWithdrewItAndAddedItAgain() {
        // Given
        World world = World.withoutConsent();
        Neighbours.say(world.enablement(
                EnablementStatus.ACTIVE,
                List.of(country("AT", 2, 2, 2), country("DE", 2, 1, 2), country("US", 1, 1, 1))));
        world.awaitApplied();
        // When
        UploadChunkApplied answer = world.deliver(List.of(
                item(1, "AT", Usage.CALLING_USER_ASSIGNMENT, 1),
                item(2, "AT", Usage.CALLING_USER_ASSIGNMENT, 2),
                item(3, "DE", Usage.CALLING_USER_ASSIGNMENT, 1),
                item(4, "DE", Usage.CONFERENCE_ASSIGNMENT, 1),
                item(5, "US", Usage.CALLING_USER_ASSIGNMENT, null)));
        // Then
        assertThat(answer.rows())
                .extracting(Row::row, Row::code)
                .containsExactly(
                        tuple(1L, RowCode.COUNTRY_NOT_CONSENTED),
                        tuple(2L, null),
                        tuple(3L, null),
                        tuple(4L, RowCode.SERVICE_NOT_CONSENTED),
                        tuple(5L, null));
    }

    private static CountryConsent country(String country, int epoch, int callingSince, int conferencingSince) {
        return new CountryConsent(
                country,
                epoch,
                CountryStatus.ACTIVE,
                List.of(OfferedService.CALLING, OfferedService.CONFERENCING),
                List.of(
                        new ServiceEpoch(OfferedService.CALLING, callingSince),
                        new ServiceEpoch(OfferedService.CONFERENCING, conferencingSince)));
    }

    private static Item item(long row, String country, Usage usage, Integer countryEpoch) {
        return new Item(
                row,
                World.nextNumber(),
                country,
                usage == Usage.CONFERENCE_ASSIGNMENT ? OfferedService.CONFERENCING : OfferedService.CALLING,
                usage,
                List.of(),
                false,
                false,
                null,
                null,
                null,
                true,
                null,
                countryEpoch);
    }
}
