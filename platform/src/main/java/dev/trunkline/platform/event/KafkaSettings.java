package dev.trunkline.platform.event;

import io.smallrye.config.ConfigMapping;
import java.util.Map;

/** How the service reaches Kafka. */
@ConfigMapping(prefix = "trunkline.kafka")
public interface KafkaSettings {

    /** Comma-separated {@code host:port} of some brokers; the others are found through them. */
    String bootstrapServers();

    /** Settings of the Kafka clients, for example {@code trunkline.kafka.client."security.protocol"=SSL}. */
    Map<String, String> client();

    default KafkaConnection connection() {
        return new KafkaConnection(bootstrapServers(), client());
    }
}
