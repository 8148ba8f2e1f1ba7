package dev.trunkline.benchmark;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** What the broker alone takes: a record sent, acknowledged by all and read by a consumer that waits for it, at a steady pace. */
final class BareRoundTrip {

    private static final int BYTES = 500;
    /** Kept, or the level would go with it. */
    private static final Logger KAFKA = Logger.getLogger("org.apache.kafka");

    private final String bootstrapServers;

    BareRoundTrip(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
        KAFKA.setLevel(Level.WARNING);
    }

    /** Sorted milliseconds from the call of the producer to the return of the consumer. */
    double[] measure(int count, int perSecond) throws InterruptedException, ExecutionException {
        String topic = "benchmark-" + System.nanoTime();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            admin.createTopics(List.of(new NewTopic(topic, Optional.of(1), Optional.empty())))
                    .all()
                    .get();
        }
        double[] milliseconds = new double[count];
        CountDownLatch placed = new CountDownLatch(1);
        Thread reader = new Thread(() -> read(topic, milliseconds, placed), "bare-consumer");
        reader.start();
        placed.await();
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "acks", "all", "linger.ms", 0),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            long begin = System.nanoTime();
            for (int i = 0; i < count; i++) {
                Propagation.pause(begin + i * (1_000_000_000L / perSecond));
                byte[] value =
                        ByteBuffer.allocate(BYTES).putLong(System.nanoTime()).array();
                var unused = producer.send(new ProducerRecord<>(topic, value));
            }
        }
        reader.join();
        Arrays.sort(milliseconds);
        return milliseconds;
    }

    private void read(String topic, double[] milliseconds, CountDownLatch placed) {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = List.of(new TopicPartition(topic, 0));
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            placed.countDown();
            int read = 0;
            while (read < milliseconds.length) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofSeconds(1))) {
                    long sent = ByteBuffer.wrap(record.value()).getLong();
                    milliseconds[read++] = (System.nanoTime() - sent) / 1e6;
                }
            }
        }
    }
}
