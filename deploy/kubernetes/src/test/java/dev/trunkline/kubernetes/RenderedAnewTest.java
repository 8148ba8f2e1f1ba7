package dev.trunkline.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RenderedAnewTest {

    @TempDir
    private Path directory;

    /** As documents, not as text: releases of kustomize write the same thing in another order. */
    @ParameterizedTest
    @MethodSource("dev.trunkline.kubernetes.Rendering#all")
    void theCommittedRenderingIsWhatTheOverlayComesTo(Rendering committed) throws Exception {
        assumeTrue(hasKubectl(), "kubectl is not here: the committed rendering is checked as it is");

        Path output = directory.resolve("rendered.yaml");
        Process kubectl = new ProcessBuilder("kubectl", "kustomize", "overlays/" + committed.overlay())
                .directory(Rendering.MODULE.toFile())
                .redirectOutput(output.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();

        assertThat(kubectl.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(kubectl.exitValue()).isZero();
        assertThat(byName(Rendering.read(Files.readString(output))))
                .as("run deploy/kubernetes/render and commit what it writes")
                .isEqualTo(byName(committed.resources()));
    }

    private static Map<String, JsonNode> byName(List<Resource> resources) {
        return resources.stream().collect(Collectors.toMap(Resource::toString, Resource::tree));
    }

    private static boolean hasKubectl() throws InterruptedException {
        try {
            Process version = new ProcessBuilder("kubectl", "version", "--client")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return version.waitFor(30, TimeUnit.SECONDS) && version.exitValue() == 0;
        } catch (IOException notThere) {
            return false;
        }
    }
}
