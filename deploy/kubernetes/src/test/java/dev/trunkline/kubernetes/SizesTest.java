package dev.trunkline.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What pods ask for is what was measured. */
class SizesTest {

    private static final Path MEASURED = Rendering.MODULE.resolve("../benchmark/scaling.md");

    /** A line of the table of sizes: the service first, its processors and its memory last. */
    private static final Pattern SIZE =
            Pattern.compile("^\\| ([a-z]+-service) \\|.*\\| ([0-9]+m) \\| ([0-9]+Mi) \\|$", Pattern.MULTILINE);

    /** A line of the table of servers: which and of which overlay, pods, buffers or heap in MiB, processors, memory. */
    private static final Pattern SERVER = Pattern.compile(
            "^\\| (database|broker) \\| ([a-z]+) \\| ([0-9]+) \\| ([0-9]+) \\| ([0-9]+m) \\| ([0-9]+Mi) \\|$",
            Pattern.MULTILINE);

    /** What a pod asks for, and the memory that it may have. */
    private record Size(String processors, String memory, String limit) {}

    /**
     * A database or a broker.
     *
     * @param pods that it is for: of a service, of each service
     * @param mib of shared buffers, of heap
     */
    private record Server(String kind, int pods, int mib, Size size) {}

    @ParameterizedTest
    @MethodSource("dev.trunkline.kubernetes.Rendering#all")
    void podsAskForWhatWasMeasured(Rendering rendering) throws IOException {
        Map<String, Size> asked = rendering
                .ofKind("Deployment")
                .collect(Collectors.toMap(
                        Resource::name,
                        deployment -> size(deployment.containers().get(0).path("resources"))));

        assertThat(asked).hasSize(3).isEqualTo(measured());
    }

    @ParameterizedTest
    @MethodSource("dev.trunkline.kubernetes.Rendering#all")
    void databasesAndBrokersAskForWhatWasMeasured(Rendering rendering) throws IOException {
        int pods = rendering
                .ofKind("HorizontalPodAutoscaler")
                .mapToInt(
                        autoscaler -> autoscaler.tree().at("/spec/maxReplicas").asInt())
                .max()
                .orElseThrow();
        Stream<Server> databases = rendering
                .ofKind("Cluster")
                .map(cluster -> new Server(
                        "database",
                        pods,
                        mib(cluster.tree()
                                .at("/spec/postgresql/parameters/shared_buffers")
                                .asText()),
                        size(cluster.tree().at("/spec/resources"))));
        Stream<Server> brokers = rendering
                .ofKind("KafkaNodePool")
                .filter(pool -> pool.tree().at("/spec/roles").toString().contains("broker"))
                .map(pool -> new Server(
                        "broker",
                        pods,
                        mib(pool.tree().at("/spec/jvmOptions/-Xmx").asText()),
                        size(pool.tree().at("/spec/resources"))));

        assertThat(Stream.concat(databases, brokers).toList()).hasSize(4).isSubsetOf(servers(rendering.overlay()));
    }

    /** It is the program of one of the services, and does less. */
    @ParameterizedTest
    @MethodSource("dev.trunkline.kubernetes.Rendering#all")
    void aMigrationAsksForWhatAServiceDoes(Rendering rendering) throws IOException {
        Map<String, Size> measured = measured();

        assertThat(rendering.ofKind("Job")).hasSize(3).allSatisfy(job -> assertThat(measured)
                .containsValue(size(job.containers().get(0).path("resources"))));
    }

    /** What was measured was broker and controller in one process. */
    @ParameterizedTest
    @MethodSource("dev.trunkline.kubernetes.Rendering#all")
    void aControllerAsksForWhatTheSmallestBrokerDoes(Rendering rendering) throws IOException {
        Server smallest = servers(Rendering.EVALUATION).stream()
                .filter(server -> server.kind().equals("broker"))
                .findAny()
                .orElseThrow();

        assertThat(rendering
                        .ofKind("KafkaNodePool")
                        .filter(pool ->
                                !pool.tree().at("/spec/roles").toString().contains("broker")))
                .allSatisfy(pool -> {
                    assertThat(size(pool.tree().at("/spec/resources"))).isEqualTo(smallest.size());
                    assertThat(mib(pool.tree().at("/spec/jvmOptions/-Xmx").asText()))
                            .isEqualTo(smallest.mib());
                });
    }

    private static Size size(JsonNode resources) {
        return new Size(
                resources.at("/requests/cpu").asText(),
                resources.at("/requests/memory").asText(),
                resources.at("/limits/memory").asText());
    }

    /** Of a size as PostgreSQL or the JVM writes it. */
    private static int mib(String size) {
        int count = Integer.parseInt(size.replaceAll("[^0-9]", ""));
        return size.toLowerCase(Locale.ROOT).contains("g") ? 1024 * count : count;
    }

    private static List<Server> servers(String overlay) throws IOException {
        return SERVER.matcher(Files.readString(MEASURED))
                .results()
                .filter(line -> line.group(2).equals(overlay))
                .map(line -> new Server(
                        line.group(1),
                        Integer.parseInt(line.group(3)),
                        Integer.parseInt(line.group(4)),
                        new Size(line.group(5), line.group(6), line.group(6))))
                .toList();
    }

    private static Map<String, Size> measured() throws IOException {
        Map<String, Size> measured = new TreeMap<>();
        Matcher line = SIZE.matcher(Files.readString(MEASURED));
        while (line.find()) {
            measured.put(line.group(1), new Size(line.group(2), line.group(3), line.group(3)));
        }
        return measured;
    }
}
