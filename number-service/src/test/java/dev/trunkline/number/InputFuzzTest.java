package dev.trunkline.number;

import dev.trunkline.contracts.E164Number;
import dev.trunkline.platform.testing.fuzz.InputFuzz;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@RealServers
class InputFuzzTest {

    @Test
    void bearsWhateverIsSent() {
        World world = World.consenting("US");
        List<E164Number> numbers = world.deliver(20);
        List<UUID> users = Stream.generate(world::user).limit(3).toList();

        InputFuzz.of("number", world.tenant, world.operator)
                .known("telephoneNumber", numbers)
                .known("userId", users)
                .known("targetId", users)
                .known("country", List.of("US", "DE"))
                .known("isoCountryCode", List.of("US", "DE"))
                .sample("text/csv", "telephoneNumber,targetId\n" + numbers.get(0) + "," + users.get(0) + "\n")
                .sample("text/csv", "telephoneNumber\n" + numbers.get(1) + "\n" + numbers.get(2) + "\n")
                .worksOn("operation")
                .verify();
    }
}
