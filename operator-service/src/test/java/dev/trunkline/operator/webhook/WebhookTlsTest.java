package dev.trunkline.operator.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsServer;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Webhooks over TLS: a receiver whose certificate an authority of its own has signed. Nobody's name server knows its name, so whoever
 * reaches it went to the address that was checked, and nowhere else.
 */
class WebhookTlsTest {

    private static final String HOST = "hooks.carrier.example";
    private static final char[] PASSWORD = "of-this-test-alone".toCharArray();

    private record Received(String host, String serverName, String body) {}

    private static final List<Received> RECEIVED = new CopyOnWriteArrayList<>();
    private static HttpsServer receiver;
    private static Vertx vertx;
    private static WebhookClient trusting;

    @TempDir
    static Path files;

    @BeforeAll
    static void listen() throws Exception {
        Path store = files.resolve("receiver.p12");
        keytool(store, "authority", "-dname", "CN=Authority", "-ext", "bc:c");
        keytool(
                store,
                "receiver",
                "-dname",
                "CN=Receiver",
                "-ext",
                "san=dns:" + HOST + ",ip:::1,ip:127.0.0.1",
                "-signer",
                "authority");
        KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD);
        Path authority = files.resolve("authority.pem");
        Files.writeString(
                authority,
                "-----BEGIN CERTIFICATE-----\n"
                        + Base64.getMimeEncoder()
                                .encodeToString(keys.getCertificate("authority").getEncoded())
                        + "\n-----END CERTIFICATE-----\n");
        keys.deleteEntry("authority");

        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD);
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(managers.getKeyManagers(), null, null);
        receiver = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.setHttpsConfigurator(new HttpsConfigurator(tls));
        receiver.createContext("/hook", WebhookTlsTest::receive);
        receiver.start();

        vertx = Vertx.vertx();
        trusting = client(Map.of("trunkline.webhooks.trusted-certificates", authority.toString()));
    }

    @AfterAll
    static void stop() {
        receiver.stop(0);
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void sendsToTheAddressThatWasCheckedUnderTheNameThatTheOperatorGave() {
        int status = post(trusting, HOST, "the body");

        assertThat(status).isEqualTo(204);
        assertThat(RECEIVED)
                .contains(new Received(HOST + ":" + receiver.getAddress().getPort(), HOST, "the body"));
    }

    @Test
    void sendsNothingToAReceiverThatShowsACertificateForAnotherName() {
        assertThatThrownBy(() -> post(trusting, "hooks.rival.example", "for the rival"))
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(SSLHandshakeException.class);

        assertThat(RECEIVED).extracting(Received::body).doesNotContain("for the rival");
    }

    /** An address has no server name: the handshake names none, and the certificate must have the address. */
    @ParameterizedTest
    @ValueSource(strings = {"[::1]", "[0:0:0:0:0:0:0:1]", "127.0.0.1"})
    void sendsToAReceiverWhoseCertificateNamesTheAddress(String address) {
        int status = post(trusting, address, "to " + address);

        assertThat(status).isEqualTo(204);
        assertThat(RECEIVED)
                .contains(new Received(address + ":" + receiver.getAddress().getPort(), "none", "to " + address));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[::2]", "[::ffff:127.0.0.2]", "127.0.0.2"})
    void sendsNothingToAReceiverWhoseCertificateNamesAnotherAddress(String address) {
        assertThatThrownBy(() -> post(trusting, address, "to " + address))
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(SSLHandshakeException.class);

        assertThat(RECEIVED).extracting(Received::body).doesNotContain("to " + address);
    }

    @Test
    void sendsNothingToAReceiverWhoseCertificateNobodyVouchesFor() {
        WebhookClient trustingWhomJavaTrusts = client(Map.of());

        assertThatThrownBy(() -> post(trustingWhomJavaTrusts, HOST, "for nobody"))
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(SSLHandshakeException.class);

        assertThat(RECEIVED).extracting(Received::body).doesNotContain("for nobody");
    }

    private static int post(WebhookClient client, String host, String body) {
        Target target =
                new Target(true, host, receiver.getAddress().getPort(), "/hook", InetAddress.getLoopbackAddress());
        return client.post(target, "msg_1", 1, "v1,none", body).join();
    }

    private static WebhookClient client(Map<String, String> settings) {
        return new WebhookClient(
                vertx,
                new SmallRyeConfigBuilder()
                        .addDiscoveredConverters()
                        .withMapping(WebhookConfig.class)
                        .withDefaultValues(settings)
                        .build()
                        .getConfigMapping(WebhookConfig.class));
    }

    private static void receive(HttpExchange exchange) throws IOException {
        ExtendedSSLSession session = (ExtendedSSLSession) ((HttpsExchange) exchange).getSSLSession();
        try (InputStream body = exchange.getRequestBody()) {
            RECEIVED.add(new Received(
                    exchange.getRequestHeaders().getFirst("Host"),
                    session.getRequestedServerNames().stream()
                            .map(name -> new String(name.getEncoded(), StandardCharsets.US_ASCII))
                            .findFirst()
                            .orElse("none"),
                    new String(body.readAllBytes(), StandardCharsets.UTF_8)));
        }
        exchange.sendResponseHeaders(204, -1);
        exchange.close();
    }

    private static void keytool(Path store, String alias, String... more) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                alias,
                "-keyalg",
                "EC",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                new String(PASSWORD)));
        command.addAll(List.of(more));
        Process made = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(made.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(made.waitFor()).as(said).isZero();
    }
}
