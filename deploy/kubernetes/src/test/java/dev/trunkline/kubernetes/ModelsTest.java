package dev.trunkline.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ModelsTest {

    @ParameterizedTest
    @MethodSource("dev.trunkline.kubernetes.Rendering#all")
    void everyResourceIsAsItsModelSays(Rendering rendering) {
        List<String> complaints = rendering.resources().stream()
                .flatMap(resource -> Models.complaints(resource.tree()).stream().map(said -> resource + ": " + said))
                .toList();

        assertThat(complaints).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("dev.trunkline.kubernetes.Rendering#all")
    void everyResourceIsThereOnceInTheOverlaysNamespace(Rendering rendering) {
        String namespace = rendering.ofKind("Namespace").map(Resource::name).collect(Collectors.joining());

        assertThat(rendering.resources()).extracting(Resource::toString).doesNotHaveDuplicates();
        assertThat(rendering.resources().stream()
                        .filter(resource -> !resource.kind().equals("Namespace")))
                .allSatisfy(resource -> assertThat(
                                resource.tree().at("/metadata/namespace").asText())
                        .as("namespace of %s", resource)
                        .isEqualTo(namespace));
    }

    /** Of each kind one resource gets a field that no model has: in its specification, where that is not free text. */
    @TestFactory
    Stream<DynamicTest> aFieldThatIsNotInTheModelIsRefused() {
        Rendering rendering = Rendering.of(Rendering.PRODUCTION);
        return rendering.resources().stream()
                .map(Resource::kind)
                .collect(Collectors.toCollection(TreeSet::new))
                .stream()
                .map(kind -> DynamicTest.dynamicTest(kind, () -> {
                    ObjectNode broken = rendering
                            .ofKind(kind)
                            .findFirst()
                            .orElseThrow()
                            .tree()
                            .deepCopy();
                    ObjectNode place = broken.path("spec") instanceof ObjectNode spec ? spec : broken;
                    place.put("misspelled", "value");

                    assertThat(Models.complaints(broken)).isNotEmpty();
                }));
    }
}
