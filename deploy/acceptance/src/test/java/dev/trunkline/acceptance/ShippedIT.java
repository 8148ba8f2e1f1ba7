package dev.trunkline.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.trunkline.local.StackService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What goes out of the house: the repository, and each service as it is packaged for its image. */
class ShippedIT {

    private static final Path REPOSITORY =
            Path.of("").toAbsolutePath().resolve("../..").normalize();

    /** The example of the specification of webhooks, which everybody knows, and what was made in a database of tests for a receiver that never was. */
    private static final Set<String> OF_NO_USE = Set.of(
            "operator-service/src/test/java/dev/trunkline/operator/webhook/SignatureTest.java",
            "operator-service/src/test/resources/released/0.1/data/idempotency_record.csv");

    @TempDir
    Path directory;

    @ParameterizedTest
    @EnumSource(StackService.class)
    void namesEveryLibraryInItsBillOfMaterials(StackService service) throws IOException {
        Path target = target(service);

        JsonNode sbom = new ObjectMapper()
                .readTree(target.resolve(module(service) + "-sbom.cdx.json").toFile());

        assertThat(sbom.path("bomFormat").asText()).isEqualTo("CycloneDX");
        Set<String> named = new HashSet<>();
        sbom.path("components")
                .forEach(component -> named.add(component.path("group").asText() + "."
                        + component.path("name").asText() + "-"
                        + component.path("version").asText()));
        assertThat(libraries(target))
                .hasSizeGreaterThan(50)
                .allSatisfy(library -> assertThat(named).as("%s", library).anyMatch(library::startsWith));
    }

    @Test
    void theRepositoryHasNoSecret() {
        assertThat(Secrets.below(REPOSITORY, OF_NO_USE)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(StackService.class)
    void isPackagedWithoutASecret(StackService service) throws IOException {
        try (Stream<Path> files = Files.walk(target(service).resolve("quarkus-app"))) {
            List<Path> ours = files.filter(file -> file.getFileName().toString().endsWith(".jar"))
                    .filter(file -> !file.toString().contains("/lib/")
                            || file.getFileName().toString().startsWith("dev.trunkline."))
                    .toList();

            assertThat(ours).hasSizeGreaterThan(3).allSatisfy(archive -> assertThat(Secrets.in(archive))
                    .isEmpty());
        }
    }

    @Test
    void aSecretWouldBeFound() throws IOException {
        Files.writeString(directory.resolve("a.properties"), "quarkus.datasource.password=correcthorse\n");
        Files.writeString(directory.resolve("b.properties"), "quarkus.datasource.password=${DATABASE_PASSWORD}\n");
        Files.writeString(
                directory.resolve("c.log"), "sent Bearer ey" + "JhbGciOiJSUzI1NiJ9.ey" + "JzdWIiOiJhZGEifQ.c2ln\n");
        Files.writeString(directory.resolve("d.pem"), "-----BEGIN" + " PRIVATE KEY-----\n");

        assertThat(Secrets.below(directory, Set.of()))
                .hasSize(3)
                .noneMatch(found -> found.contains("correcthorse"))
                .noneMatch(found -> found.startsWith("b."));
    }

    private static String module(StackService service) {
        return service.name().toLowerCase(Locale.ROOT) + "-service";
    }

    private static Path target(StackService service) {
        return REPOSITORY.resolve(module(service)).resolve("target");
    }

    /** Named group.artifact-version; a classifier may follow the version. */
    private static List<String> libraries(Path target) throws IOException {
        try (Stream<Path> files = Files.walk(target.resolve("quarkus-app/lib"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".jar"))
                    .map(name -> name.substring(0, name.length() - ".jar".length()))
                    .toList();
        }
    }
}
