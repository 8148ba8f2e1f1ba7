package dev.trunkline.acceptance.faults;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LinkTest {

    /** Milliseconds. */
    private static final int NOT_FOR_EVER = 20_000;

    private ServerSocket server;
    private Link link;

    @BeforeEach
    void connect() throws IOException {
        server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        link = new Link(server.getLocalPort());
    }

    @AfterEach
    void close() throws IOException {
        link.close();
        server.close();
    }

    @Test
    void passesOnBothWaysUntilBothHaveSaidAll() throws IOException {
        try (Socket client = client();
                Socket far = server.accept()) {
            client.getOutputStream().write("question".getBytes(UTF_8));
            client.shutdownOutput();
            assertThat(far.getInputStream().readAllBytes()).asString(UTF_8).isEqualTo("question");
            far.getOutputStream().write("answer".getBytes(UTF_8));
            far.shutdownOutput();

            assertThat(client.getInputStream().readAllBytes()).asString(UTF_8).isEqualTo("answer");
        }
    }

    @Test
    void breaksEveryConnectionWhenItIsCutAndTakesNewOnesOnceItIsOpen() throws IOException {
        try (Socket client = client();
                Socket far = server.accept()) {
            far.setSoTimeout(NOT_FOR_EVER);

            link.become(Link.State.CUT);

            assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketException.class);
            assertThatThrownBy(() -> far.getInputStream().read()).isInstanceOf(SocketException.class);
        }
        link.become(Link.State.OPEN);
        passesOnBothWaysUntilBothHaveSaidAll();
    }

    @Test
    void keepsWhatComesWhileItIsSilentAndPassesItOnLater() throws IOException {
        try (Socket client = client();
                Socket far = server.accept()) {
            far.setSoTimeout(100);
            link.become(Link.State.SILENT);
            client.getOutputStream().write('x');
            assertThatThrownBy(() -> far.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);

            link.become(Link.State.OPEN);

            await().ignoreExceptions()
                    .untilAsserted(() -> assertThat(far.getInputStream().read()).isEqualTo('x'));
        }
    }

    private Socket client() throws IOException {
        Socket client = new Socket(InetAddress.getLoopbackAddress(), link.port());
        client.setSoTimeout(NOT_FOR_EVER);
        return client;
    }
}
