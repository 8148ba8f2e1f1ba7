package dev.trunkline.number.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.contracts.ContractJson;
import dev.trunkline.contracts.event.Event;
import dev.trunkline.contracts.event.NumberSnapshot;
import dev.trunkline.contracts.event.NumbersRestated;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class NumberEventsTest {

    private static final UUID TENANT = UUID.randomUUID();

    @Test
    void splitsWhatWouldNotFitIntoOneEventAndLosesNothing() throws Exception {
        // Given
        List<NumberSnapshot> items = Stream.generate(() -> Numbers.inService().snapshot())
                .limit(3_000)
                .toList();
        // When
        List<Event> events = NumberEvents.split(items, part -> new NumbersRestated(TENANT, part));
        // Then
        assertThat(events).hasSizeGreaterThan(1);
        for (Event event : events) {
            assertThat(ContractJson.mapper().writeValueAsBytes(event)).hasSizeLessThan(512 * 1024);
        }
        assertThat(events.stream().flatMap(event -> ((NumbersRestated) event).items().stream()))
                .containsExactlyElementsOf(items);
    }

    @Test
    void makesNoEventOfNothing() {
        assertThat(NumberEvents.split(List.of(), part -> new NumbersRestated(TENANT, part)))
                .isEmpty();
    }
}
