package dev.trunkline.acceptance;

import static dev.trunkline.acceptance.Relationship.patiently;

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
import java.util.function.Consumer;
import java.util.stream.IntStream;
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
    /** Of the admins of each race, before number-service is killed and after. */
    private static final int STEPS = 40;

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
        ExecutorService threads = Executors.newCachedThreadPool();
        List<Future<?>> parties = new ArrayList<>();
        try {
            for (RemovalRace race : races) {
                for (Consumer<Random> party :
                        List.<Consumer<Random>>of(race::beAdmin, race::beAdmin, race::beOperator)) {
                    Random random = new Random(seed * 1_000 + parties.size());
                    parties.add(threads.submit(() -> party.accept(random)));
                }
            }
            disturb(parties);
            races.forEach(RemovalRace::end);
            for (Future<?> party : parties) {
                party.get();
            }
        } finally {
            races.forEach(RemovalRace::end);
            threads.shutdownNow();
        }
        races.forEach(RemovalRace::settle);
        repeatQuestionsAndDecisions();
        races.forEach(RemovalRace::deliverAll);
    }

    private void disturb(List<Future<?>> parties) {
        awaitSteps(parties);
        stack.service(StackService.NUMBER).kill();
        stack.service(StackService.NUMBER).restart();
        repeatQuestionsAndDecisions();
        awaitSteps(parties);
        // What makes it a race: removals that win, and others than those before its begin that lose.
        patiently()
                .until(() ->
                        hasFailed(parties) || (ended("removalAccepted") >= RACES && ended("removalRefused") > RACES));
    }

    private void awaitSteps(List<Future<?>> parties) {
        List<Integer> before = races.stream().map(RemovalRace::steps).toList();
        patiently()
                .until(() -> hasFailed(parties)
                        || IntStream.range(0, RACES).allMatch(i -> races.get(i).steps() >= before.get(i) + STEPS));
    }

    /** Whether one of them has ended, which none does by itself: there is nothing to wait for then. */
    private static boolean hasFailed(List<Future<?>> parties) {
        return parties.stream().anyMatch(Future::isDone);
    }

    private long ended(String how) {
        return races.stream().mapToLong(race -> race.ended(how)).sum();
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
