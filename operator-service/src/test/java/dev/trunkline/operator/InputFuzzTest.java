package dev.trunkline.operator;

import dev.trunkline.platform.testing.fuzz.InputFuzz;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@QuarkusTest
class InputFuzzTest extends OperatorServiceTest {

    @Test
    void bearsWhateverIsSent() {
        Scene scene = new Scene().register("DE").consent(1, "DE");
        List<UUID> orders =
                Stream.generate(() -> scene.acceptedOrder("DE", 1)).limit(4).toList();
        UUID upload = scene.uploaded(orders.get(0), Scene.csv(Scene.berlin(1)));

        InputFuzz.of("operator", scene.tenantId, scene.operatorId)
                .known("orderId", orders)
                .known("uploadId", List.of(upload))
                .known("telephoneNumber", Scene.berlin(3))
                .known("country", List.of("DE"))
                .known("isoCountryCode", List.of("DE"))
                .sample("text/csv", Scene.csv(Scene.berlin(3)))
                .sample("text/csv", "telephoneNumber,city,label:site\n+493020000007,Berlin,=1+1\n")
                .sample("text/csv", "Numbers\n+493020000010-+493020000019\n")
                .sample("application/x-ndjson", "{\"telephoneNumber\":\"+493020000001\",\"city\":\"Berlin\"}\n")
                // An upload that could not be read stays, as failed, for whoever asks what became of it.
                .records("POST /v1/operators/{operatorId}/orders/{orderId}/uploads", "uploads", "feed_entries")
                .completesLater("feed_entries", "feed_counters")
                .verify();
    }
}
