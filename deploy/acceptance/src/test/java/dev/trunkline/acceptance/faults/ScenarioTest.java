package dev.trunkline.acceptance.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.local.StackService;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ScenarioTest {

    private static final int SERVICES = StackService.values().length;

    @Test
    void bringsEachScenarioToEachServiceInAFewDozenRuns() {
        Map<Scenario, Set<Long>> services = new HashMap<>();

        LongStream.rangeClosed(1, 36)
                .forEach(seed -> services.computeIfAbsent(Scenario.of(seed), scenario -> new HashSet<>())
                        .add(Scenario.turn(seed) % SERVICES));

        assertThat(services).hasSize(7).allSatisfy((scenario, met) -> assertThat(met)
                .hasSize(SERVICES));
    }

    @Test
    void goesFromServiceToServiceWhereEveryRunIsOfOneScenario() {
        assertThat(LongStream.rangeClosed(1, 6).map(seed -> Scenario.turn(seed) % SERVICES))
                .containsAll(Set.of(0L, 1L, 2L));
    }
}
