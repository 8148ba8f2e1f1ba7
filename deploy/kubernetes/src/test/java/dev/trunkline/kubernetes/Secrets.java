package dev.trunkline.kubernetes;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The secrets that are there when everything is installed, with their keys: those that {@code credentials} makes, those that the
 * operators of PostgreSQL and Kafka make for their resources, and those that the platform team brings (docs/install.md).
 */
final class Secrets {

    /** What the platform team brings; {@link ReferencesTest} holds the page on the installation to it. */
    static final Map<String, Set<String>> OF_THE_PLATFORM_TEAM = Map.of(
            "gateway-certificate", Set.of("tls.crt", "tls.key"),
            "backup-object-store", Set.of("access-key-id", "secret-access-key"));

    private Secrets() {}

    static Map<String, Set<String>> of(Rendering rendering) throws IOException, InterruptedException {
        Map<String, Set<String>> secrets = new TreeMap<>(OF_THE_PLATFORM_TEAM);
        for (String name : madeByScript()) {
            secrets.put(name, Set.of("username", "password"));
        }
        rendering.ofKind("Cluster").forEach(cluster -> secrets.put(cluster.name() + "-ca", Set.of("ca.crt", "ca.key")));
        rendering
                .ofKind("Kafka")
                .forEach(kafka ->
                        secrets.put(kafka.name() + "-cluster-ca-cert", Set.of("ca.crt", "ca.p12", "ca.password")));
        rendering
                .ofKind("KafkaUser")
                .forEach(user -> secrets.put(
                        user.name(), Set.of("ca.crt", "user.crt", "user.key", "user.p12", "user.password")));
        return secrets;
    }

    private static Set<String> madeByScript() throws IOException, InterruptedException {
        Process list = new ProcessBuilder("bash", "credentials", "list")
                .directory(Rendering.MODULE.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String names = new String(list.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (list.waitFor() != 0) {
            throw new AssertionError("credentials list failed");
        }
        return Set.of(names.strip().split("\n"));
    }
}
