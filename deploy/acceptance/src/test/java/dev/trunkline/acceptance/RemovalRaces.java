package dev.trunkline.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.contracts.Ids;
import dev.trunkline.contracts.event.Topic;
import dev.trunkline.local.LocalStack;
import dev.trunkline.local.StackService;
import dev.trunkline.local.story.FreshNumbers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Some {@link RemovalRace}s at the same time. number-service is killed in the midst of them, and what was ever asked and decided comes again,
 * late. The seed decides what everybody wants; when it meets what, the machine decides.
 */
final class RemovalRaces {

    private static final int RACES = 3;
    private static final Duration BEFORE_AND_AFTER = Duration.ofSeconds(2);

    private final LocalStack stack;
    private final long seed;
    private final List<RemovalRace> races;

    RemovalRaces(LocalStack stack, FreshNumbers fresh, long seed) {
        this.stack = stack;
        this.seed = seed;
        this.races = Stream.generate(
                        () -> new RemovalRace(Relationship.in(stack.addresses()), fresh.of("DE", RemovalRace.NUMBERS)))
                .limit(RACES)
                .toList();
    }

    /** Runs them, and checks what has to hold however each ends. */
    void run() throws Exception {
        races.forEach(RemovalRace::begin);
        AtomicBoolean over = new AtomicBoolean();
        ExecutorService threads = Executors.newCachedThreadPool();
        List<Future<?>> running = new ArrayList<>();
        try {
            for (RemovalRace race : races) {
                for (ToIntFunction<Random> party :
                        List.<ToIntFunction<Random>>of(race::tenantStep, race::tenantStep, race::operatorStep)) {
                    Random random = new Random(seed * 1_000 + running.size());
                    running.add(threads.submit(() -> {
                        while (!over.get()) {
                            TimeUnit.MILLISECONDS.sleep(party.applyAsInt(random));
                        }
                        return null;
                    }));
                }
            }
            disturb();
            over.set(true);
            for (Future<?> party : running) {
                party.get();
            }
        } finally {
            over.set(true);
            threads.shutdownNow();
        }
        judge();
    }

    private void disturb() throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(BEFORE_AND_AFTER.toMillis());
        stack.service(StackService.NUMBER).kill();
        stack.service(StackService.NUMBER).restart();
        repeatQuestionsAndDecisions();
        TimeUnit.MILLISECONDS.sleep(BEFORE_AND_AFTER.toMillis());
    }

    private void judge() {
        List<String> ends = new ArrayList<>();
        races.forEach(race -> ends.addAll(race.settle()));
        repeatQuestionsAndDecisions();
        races.forEach(RemovalRace::deliverAll);
        assertThat(ends)
                .describedAs("what makes it a race, with seed %d", seed)
                .contains("removalAccepted", "removalRefused");
    }

    /** Once as a relay does that had not written down what it had sent, and once as if it were news. */
    private void repeatQuestionsAndDecisions() {
        Map<String, Object> servers = Map.of("bootstrap.servers", stack.bootstrapServers());
        try (KafkaConsumer<String, byte[]> consumer =
                        new KafkaConsumer<>(servers, new StringDeserializer(), new ByteArrayDeserializer());
                KafkaProducer<String, byte[]> producer =
                        new KafkaProducer<>(servers, new StringSerializer(), new ByteArraySerializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(Topic.REMOVALS.topicName()).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                    send(producer, record, record.headers());
                    Headers asNews = new RecordHeaders(record.headers());
                    asNews.remove("ce_id");
                    asNews.add("ce_id", Ids.next().toString().getBytes(StandardCharsets.UTF_8));
                    send(producer, record, asNews);
                }
            }
        }
    }

    private static void send(
            KafkaProducer<String, byte[]> producer, ConsumerRecord<String, byte[]> record, Headers headers) {
        var unused = producer.send(
                new ProducerRecord<>(record.topic(), record.partition(), record.key(), record.value(), headers));
    }
}
