package dev.trunkline.platform.outbox;

import dev.trunkline.platform.event.EventAttributes;
import io.opentelemetry.api.trace.Tracer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/** Sends rows to Kafka and waits until the brokers have them. For the relay's thread only. */
final class OutboxSender implements AutoCloseable {

    private final Supplier<Producer<byte[], byte[]>> producers;
    private final Tracer tracer;
    private @Nullable Producer<byte[], byte[]> producer;

    OutboxSender(Supplier<Producer<byte[], byte[]>> producers, Tracer tracer) {
        this.producers = producers;
        this.tracer = tracer;
    }

    /**
     * Sends in this order; nothing is sent behind a record that the producer did not take.
     *
     * @throws KafkaException some may have been sent, or may still be: {@link #close} before anything else is
     */
    void send(List<OutboxStore.Row> batch, Duration acknowledgeWithin) {
        if (batch.isEmpty()) {
            return;
        }
        long deadline = System.nanoTime() + acknowledgeWithin.toNanos();
        if (producer == null) {
            producer = producers.get();
        }
        List<Future<?>> acknowledgements = new ArrayList<>(batch.size());
        try (SendSpans spans = new SendSpans(tracer)) {
            for (OutboxStore.Row row : batch) {
                byte[] key = row.recordKey().getBytes(StandardCharsets.UTF_8);
                EventAttributes attributes = spans.begin(row.topic(), row.attributes());
                Future<?> acknowledgement = producer.send(
                        new ProducerRecord<>(row.topic(), null, key, row.payload(), attributes.toHeaders()));
                if (acknowledgement.isDone() || System.nanoTime() - deadline >= 0) {
                    // A producer without metadata waits for each record anew, and answers by a future that has failed.
                    await(acknowledgement, deadline);
                }
                acknowledgements.add(acknowledgement);
            }
            for (Future<?> acknowledgement : acknowledgements) {
                await(acknowledgement, deadline);
            }
            spans.acknowledged();
        }
    }

    private static void await(Future<?> acknowledgement, long deadline) {
        try {
            acknowledgement.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw new KafkaException("a record was not acknowledged", e.getCause());
        } catch (TimeoutException e) {
            throw new KafkaException("the brokers did not acknowledge in time", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted while waiting for acknowledgements", e);
        }
    }

    /** Drops the producer with all that it has under way; the next batch gets another one. */
    @Override
    public void close() {
        if (producer != null) {
            producer.close(Duration.ZERO);
            producer = null;
        }
    }
}
