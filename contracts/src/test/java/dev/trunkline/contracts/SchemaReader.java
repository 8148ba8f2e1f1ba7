package dev.trunkline.contracts;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;

/** Reads schemas of one folder, following their references to each other. */
public final class SchemaReader {

    private final String folder;
    private final Map<String, JsonNode> files = new HashMap<>();

    public SchemaReader(String folder) {
        this.folder = folder;
    }

    /** A schema and the file that its references are relative to. */
    public record Located(String file, JsonNode schema) {

        public Located at(String keyword) {
            return new Located(file, schema.path(keyword));
        }
    }

    public Located schema(String file) {
        return new Located(file, files.computeIfAbsent(file, name -> ContractFiles.json(folder + name)));
    }

    /** The schema itself, or what it refers to in the end. */
    public Located resolve(Located from) {
        if (!from.schema().has("$ref")) {
            return from;
        }
        String[] reference = from.schema().get("$ref").asText().split("#", 2);
        Located target = schema(reference[0].isEmpty() ? from.file() : reference[0]);
        JsonNode pointed = target.schema().at(reference[1]);
        if (pointed.isMissingNode()) {
            throw new IllegalStateException(
                    from.file() + " refers to nothing: " + from.schema().get("$ref"));
        }
        return resolve(new Located(target.file(), pointed));
    }
}
