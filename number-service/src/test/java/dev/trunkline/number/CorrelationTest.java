package dev.trunkline.number;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.trunkline.contracts.event.EventType;
import dev.trunkline.contracts.event.UploadChunkSubmitted;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@RealServers
class CorrelationTest {

    private static final String TRACEPARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    @Test
    void carriesRequestAndTraceOfWhatItHearsOnIntoWhatItTells() {
        World world = World.consenting("US");
        UploadChunkSubmitted chunk = world.chunk(List.of(World.item(World.nextNumber(), "US")));

        UUID cause = Neighbours.say(chunk, "request-4711", TRACEPARENT);

        List<Neighbours.Heard> consequences = await().atMost(Duration.ofSeconds(20))
                .until(() -> Neighbours.consequencesOf(cause), told -> told.size() == 2);
        assertThat(consequences)
                .extracting(told -> told.event().type())
                .containsExactlyInAnyOrder(EventType.NUMBERS_ACQUIRED, EventType.UPLOAD_CHUNK_APPLIED);
        assertThat(consequences).allSatisfy(told -> {
            assertThat(told.attributes().correlationId()).isEqualTo("request-4711");
            assertThat(told.attributes().traceparent()).startsWith(TRACEPARENT.substring(0, 36));
        });
        assertThat(Database.ask(
                        "select correlation_id from number_history where tenant_id = ? and action = 'acquired'",
                        world.tenant))
                .isEqualTo("request-4711");
    }
}
