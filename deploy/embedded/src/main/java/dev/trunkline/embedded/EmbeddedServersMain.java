package dev.trunkline.embedded;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/**
 * The Kafka broker and the issuer in a JVM of their own. Arguments: Kafka's data directory, Kafka's port, the issuer's port.
 * Prints {@value #READY} when both serve and {@code FAILED <sentence>} when not; stops on SIGTERM.
 */
public final class EmbeddedServersMain {
    public static final String READY = "READY";
    public static final String FAILED = "FAILED ";

    private EmbeddedServersMain() {}

    public static void main(String[] arguments) throws InterruptedException, IOException {
        if (arguments.length != 3) {
            System.err.println("usage: EmbeddedServersMain <kafka data directory> <kafka port> <issuer port>");
            System.exit(2);
        }
        CountDownLatch stopped = new CountDownLatch(1);
        try {
            EmbeddedIssuer issuer = EmbeddedIssuer.start(Integer.parseInt(arguments[2]));
            EmbeddedKafka kafka =
                    EmbeddedKafka.start(new KafkaSettings(Path.of(arguments[0]), Integer.parseInt(arguments[1])));
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
}
