package dev.trunkline.kubernetes;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What an overlay comes to: the file that is committed beside it. */
record Rendering(String overlay, List<Resource> resources) {

    /** Maven and IDEs run tests in the module's folder. */
    static final Path MODULE = Path.of("").toAbsolutePath();

    static final String EVALUATION = "evaluation";
    static final String PRODUCTION = "production";

    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    static Stream<Rendering> all() {
        return Stream.of(of(EVALUATION), of(PRODUCTION));
    }

    static Rendering of(String overlay) {
        try (Reader committed = Files.newBufferedReader(file(overlay))) {
            return new Rendering(overlay, read(committed));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    static Path file(String overlay) {
        return MODULE.resolve("rendered").resolve(overlay + ".yaml");
    }

    static List<Resource> read(String yaml) throws IOException {
        return read(new StringReader(yaml));
    }

    private static List<Resource> read(Reader yaml) throws IOException {
        try (MappingIterator<JsonNode> documents =
                YAML.readerFor(JsonNode.class).readValues(yaml)) {
            return documents.readAll().stream().map(Resource::new).toList();
        }
    }

    Stream<Resource> ofKind(String kind) {
        return resources.stream().filter(resource -> resource.kind().equals(kind));
    }

    Optional<Resource> find(String kind, String name) {
        return ofKind(kind).filter(resource -> resource.name().equals(name)).findFirst();
    }

    Resource get(String kind, String name) {
        return find(kind, name).orElseThrow(() -> new AssertionError(kind + " " + name + " is not in " + overlay));
    }

    Stream<Resource> workloads() {
        return resources.stream().filter(Resource::isWorkload);
    }

    @Override
    public String toString() {
        return overlay;
    }
}
