package dev.trunkline.embedded;

import dev.trunkline.embedded.KafkaSettings.Detour;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * The Kafka broker and the issuer in a JVM of their own. Arguments: Kafka's data directory, Kafka's port, the issuer's port, and a pair
 * {@code port:advertised} for each detour to the broker. Prints {@value #READY} when both serve and {@code FAILED <sentence>} when not; stops on SIGTERM.
 */
public final class EmbeddedServersMain {
    public static final String READY = "READY";
    public static final String FAILED = "FAILED ";

    private EmbeddedServersMain() {}

    public static void main(String[] arguments) throws InterruptedException, IOException {
        if (arguments.length < 3) {
            System.err.println(
                    "usage: EmbeddedServersMain <kafka data directory> <kafka port> <issuer port> [<port>:<advertised>…]");
            System.exit(2);
        }
        CountDownLatch stopped = new CountDownLatch(1);
        try {
            EmbeddedIssuer issuer = EmbeddedIssuer.start(Integer.parseInt(arguments[2]));
            EmbeddedKafka kafka = EmbeddedKafka.start(
                    new KafkaSettings(Path.of(arguments[0]), Integer.parseInt(arguments[1]), detours(arguments)));
            kafka.createTopics(TopicFile.fromClassPath());
            Runtime.getRuntime()
                    .addShutdownHook(new Thread(
                            () -> {
                                kafka.close();
                                issuer.close();
                                stopped.countDown();
                            },
                            "stop-servers"));
        } catch (EmbeddedServerException failed) {
            System.out.println(FAILED + failed.getMessage());
            System.exit(1);
        }
        System.out.println(READY);
        stopped.await();
    }

    private static List<Detour> detours(String[] arguments) {
        return Arrays.stream(arguments)
                .skip(3)
                .map(pair -> pair.split(":", 2))
                .map(pair -> new Detour(Integer.parseInt(pair[0]), Integer.parseInt(pair[1])))
                .toList();
    }
}
