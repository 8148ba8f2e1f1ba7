package dev.trunkline.platform.inbox;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Which topic a name means at present: one that was deleted and made anew has another id, and its offsets begin anew. */
final class TopicIds implements AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final Admin admin;

    TopicIds(Admin admin) {
        this.admin = admin;
    }

    /**
     * The ids of those that exist.
     *
     * @throws KafkaException when the brokers do not tell
     */
    Map<String, UUID> of(Collection<String> topics) {
        Map<String, UUID> ids = new HashMap<>();
        for (Map.Entry<String, KafkaFuture<TopicDescription>> described :
                admin.describeTopics(topics).topicNameValues().entrySet()) {
            try {
                Uuid id = described
                        .getValue()
                        .get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
                        .topicId();
                ids.put(described.getKey(), new UUID(id.getMostSignificantBits(), id.getLeastSignificantBits()));
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                    throw new KafkaException("the id of topic " + described.getKey() + " is not known", e.getCause());
                }
            } catch (TimeoutException e) {
                throw new KafkaException("the id of topic " + described.getKey() + " was not told in time", e);
            } catch (InterruptedException e) {
                throw new InterruptException(e);
            }
        }
        return ids;
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
    }
}
