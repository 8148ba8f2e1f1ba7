package dev.trunkline.number;

import dev.trunkline.platform.testing.RowLevelSecurityCheck;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

@QuarkusTest
@RealServers
class TenancyTest {

    @Test
    void closesEveryTableToWhoeverHasNoScope() {
        World world = World.consenting("US");
        world.user();
        world.deliverOne();

        RowLevelSecurityCheck.of("number", "operator_entry").verify();
    }
}
