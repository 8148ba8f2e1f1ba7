package dev.trunkline.number;

import dev.trunkline.platform.testing.UpgradeCheck;
import java.io.IOException;
import java.sql.SQLException;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class UpgradeTest {

    static Stream<String> versions() {
        return UpgradeCheck.versions();
    }

    @ParameterizedTest
    @MethodSource("versions")
    void comesFromEveryReleasedVersionWithAllItsRowsAndLetsThatVersionGoOn(String version)
            throws SQLException, IOException {
        UpgradeCheck.of("number").verify(version);
    }
}
