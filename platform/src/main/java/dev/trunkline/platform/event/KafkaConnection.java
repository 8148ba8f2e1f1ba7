package dev.trunkline.platform.event;

import java.util.HashMap;
import java.util.Map;

/**
 * Where Kafka is and how to get in.
 *
 * @param bootstrapServers comma-separated {@code host:port}
 * @param settings any setting of the Kafka clients, above all those of security; wins over what we would set, except for what our
 *     guarantees rest on
 */
public record KafkaConnection(String bootstrapServers, Map<String, String> settings) {

    public KafkaConnection {
        if (bootstrapServers.isBlank()) {
            throw new IllegalArgumentException("trunkline.kafka.bootstrap-servers must name at least one broker");
        }
        settings = Map.copyOf(settings);
    }

    /**
     * The properties of a client.
     *
     * @param defaults may be overridden
     * @param fixed may not
     */
    public Map<String, Object> client(Map<String, ?> defaults, Map<String, ?> fixed) {
        Map<String, Object> properties = new HashMap<>(defaults);
        properties.putAll(settings);
        properties.putAll(fixed);
        properties.put("bootstrap.servers", bootstrapServers);
        return properties;
    }
}
