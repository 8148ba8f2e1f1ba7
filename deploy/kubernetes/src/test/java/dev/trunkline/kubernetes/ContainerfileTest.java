package dev.trunkline.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The image that deploy/images describes is the one that the manifests run. */
class ContainerfileTest {

    @ParameterizedTest
    @MethodSource("dev.trunkline.kubernetes.Rendering#all")
    void imageAndManifestsNameTheSameUserPortsAndFolder(Rendering rendering) throws IOException {
        String user = said("^USER ([0-9]+:[0-9]+)$");
        String folder = said("^WORKDIR (\\S+)$");
        List<String> exposed = List.of(said("^EXPOSE (.+)$").split(" "));

        assertThat(rendering.workloads()).isNotEmpty().allSatisfy(workload -> {
            JsonNode security = workload.podSpec().path("securityContext");
            assertThat(security.path("runAsUser").asText() + ":"
                            + security.path("runAsGroup").asText())
                    .isEqualTo(user);
            JsonNode container = workload.containers().get(0);
            assertThat(container.path("volumeMounts").findValuesAsText("mountPath"))
                    .contains(folder + "/config");
            assertThat(exposed).containsAll(container.path("ports").findValuesAsText("containerPort"));
        });
    }

    private static String said(String line) throws IOException {
        String file = Files.readString(Rendering.MODULE.resolve("../images/Containerfile"));
        return Pattern.compile(line, Pattern.MULTILINE)
                .matcher(file)
                .results()
                .map(found -> found.group(1))
                .reduce((earlier, last) -> last)
                .orElseThrow(() -> new AssertionError("no line like " + line));
    }
}
