package dev.trunkline.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What pods ask for is what was measured. */
class SizesTest {

    private static final Path MEASURED = Rendering.MODULE.resolve("../benchmark/scaling.md");

    /** A line of the table of sizes: the service first, its processors and its memory last. */
    private static final Pattern SIZE =
            Pattern.compile("^\\| ([a-z]+-service) \\|.*\\| ([0-9]+m) \\| ([0-9]+Mi) \\|$", Pattern.MULTILINE);

    /** What a pod asks for, and the memory that it may have. */
    private record Size(String processors, String memory, String limit) {}

    @ParameterizedTest
    @MethodSource("dev.trunkline.kubernetes.Rendering#all")
    void podsAskForWhatWasMeasured(Rendering rendering) throws IOException {
        Map<String, Size> asked = rendering
                .ofKind("Deployment")
                .collect(Collectors.toMap(Resource::name, deployment -> {
                    JsonNode resources = deployment.containers().get(0).path("resources");
                    return new Size(
                            resources.at("/requests/cpu").asText(),
                            resources.at("/requests/memory").asText(),
                            resources.at("/limits/memory").asText());
                }));

        assertThat(asked).hasSize(3).isEqualTo(measured());
    }

    private static Map<String, Size> measured() throws IOException {
        Map<String, Size> measured = new TreeMap<>();
        Matcher line = SIZE.matcher(Files.readString(MEASURED));
        while (line.find()) {
            measured.put(line.group(1), new Size(line.group(2), line.group(3), line.group(3)));
        }
        return measured;
    }
}
