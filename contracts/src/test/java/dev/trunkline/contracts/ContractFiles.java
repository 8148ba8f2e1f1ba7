package dev.trunkline.contracts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

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
