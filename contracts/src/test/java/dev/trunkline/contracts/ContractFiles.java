package dev.trunkline.contracts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.Stream;

/** The published files of this module, as a reader finds them on the class path. */
public final class ContractFiles {

    public static final String SCHEMAS = "trunkline/schemas/";
    public static final String EXAMPLES = "trunkline/examples/";
    public static final String RELEASED_SCHEMAS = "compatibility/v1/";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ObjectMapper YAML = new YAMLMapper();

    private ContractFiles() {}

    public static JsonNode json(String path) {
        return read(path, JSON);
    }

    public static JsonNode yaml(String path) {
        return read(path, YAML);
    }

    public static Properties properties(String path) {
        Properties properties = new Properties();
        try (InputStream in = open(path)) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(path, e);
        }
        return properties;
    }

    /** The files of a folder. */
    public static List<String> names(String folder) {
        URL place = Objects.requireNonNull(ContractFiles.class.getClassLoader().getResource(folder), folder);
        try (Stream<Path> files = Files.list(Path.of(place.toURI()))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        } catch (IOException | URISyntaxException e) {
            throw new IllegalStateException(folder, e);
        }
    }

    private static JsonNode read(String path, ObjectMapper mapper) {
        try (InputStream in = open(path)) {
            return mapper.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(path, e);
        }
    }

    private static InputStream open(String path) {
        InputStream in = ContractFiles.class.getClassLoader().getResourceAsStream(path);
        if (in == null) {
            throw new IllegalStateException("no such resource: " + path);
        }
        return in;
    }
}
