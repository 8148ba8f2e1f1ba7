package dev.trunkline.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * Reads topics from a properties resource: {@code <topic>.partitions=6} and {@code <topic>.config.<kafka key>=value}. Topic
 * names may hold dots. The replication factor is 1, since there is one broker.
 */
public final class TopicFile {
    /** Where {@code contracts} keeps the topics of all services. */
    public static final String RESOURCE = "trunkline/topics.properties";

    private static final String PARTITIONS = ".partitions";
    private static final String CONFIG = ".config.";
    private static final short ONE_BROKER = 1;

    private TopicFile() {}

    /** The topics of {@link #RESOURCE}, or none when it is not on the class path. */
    public static List<NewTopic> fromClassPath() {
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        ClassLoader loader = context == null ? TopicFile.class.getClassLoader() : context;
        try (InputStream input = loader.getResourceAsStream(RESOURCE)) {
            if (input == null) {
                return List.of();
            }
            Properties properties = new Properties();
            properties.load(new InputStreamReader(input, StandardCharsets.UTF_8));
            return parse(properties);
        } catch (IOException failed) {
            throw new EmbeddedServerException(RESOURCE + " cannot be read: " + failed.getMessage(), failed);
        }
    }

    /** @throws EmbeddedServerException when a key is none of the known forms, or a topic has no number of partitions */
    public static List<NewTopic> parse(Properties properties) {
        Map<String, Integer> partitions = new TreeMap<>();
        Map<String, Map<String, String>> configs = new HashMap<>();
        for (String key : properties.stringPropertyNames()) {
            String value = properties.getProperty(key).trim();
            int config = key.indexOf(CONFIG);
            if (config > 0) {
                configs.computeIfAbsent(key.substring(0, config), topic -> new HashMap<>())
                        .put(key.substring(config + CONFIG.length()), value);
            } else if (key.endsWith(PARTITIONS)) {
                partitions.put(key.substring(0, key.length() - PARTITIONS.length()), Integer.valueOf(value));
            } else {
                throw new EmbeddedServerException(RESOURCE + ": " + key + " is neither <topic>" + PARTITIONS
                        + " nor <topic>" + CONFIG + "<key>.");
            }
        }
        for (String topic : configs.keySet()) {
            if (!partitions.containsKey(topic)) {
                throw new EmbeddedServerException(RESOURCE + ": " + topic + PARTITIONS + " is missing.");
            }
        }
        return partitions.entrySet().stream()
                .map(topic -> new NewTopic(topic.getKey(), topic.getValue(), ONE_BROKER)
                        .configs(configs.getOrDefault(topic.getKey(), Map.of())))
                .toList();
    }
}
