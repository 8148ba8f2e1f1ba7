package dev.trunkline.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.acceptance.faults.DeliberateFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The faults that test the checks must go on fitting the code. */
class DeliberateFaultsTest {

    private static final Path PROJECT = Path.of("../..");
    private static final Path FAULTS = PROJECT.resolve("deploy/acceptance/faults");

    @ParameterizedTest
    @MethodSource("patches")
    void eachFitsTheCodeAndChangesIt(Path patch) throws IOException {
        Map<String, List<String>> files = DeliberateFault.read(patch).in(PROJECT);

        assertThat(files).isNotEmpty();
        for (Map.Entry<String, List<String>> file : files.entrySet()) {
            assertThat(file.getValue()).isNotEqualTo(Files.readAllLines(PROJECT.resolve(file.getKey())));
        }
    }

    @Test
    void atLeastTwentyAreThereAndThePageTellsOfEach() throws IOException {
        String page = Files.readString(FAULTS.resolve("README.md"));

        assertThat(patches()).hasSizeGreaterThanOrEqualTo(20).allSatisfy(patch -> assertThat(page)
                .contains("`" + patch.getFileName().toString().replace(".patch", "") + "`"));
    }

    private static List<Path> patches() throws IOException {
        try (Stream<Path> files = Files.list(FAULTS)) {
            return files.filter(file -> file.toString().endsWith(".patch"))
                    .sorted()
                    .toList();
        }
    }
}
