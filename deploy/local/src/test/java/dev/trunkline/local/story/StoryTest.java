package dev.trunkline.local.story;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.local.StackAddresses;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class StoryTest {

    @Test
    void saysInOneSentenceThatNothingAnswers() throws IOException {
        URI nobody = URI.create("http://127.0.0.1:" + portThatNobodyListensOn());
        ByteArrayOutputStream told = new ByteArrayOutputStream();

        int result = Story.play(
                new StackAddresses(nobody, nobody, nobody, nobody.resolve("/trunkline")),
                new PrintStream(told, true, StandardCharsets.UTF_8));

        assertThat(result).isEqualTo(1);
        assertThat(told.toString(StandardCharsets.UTF_8))
                .contains("The issuer at " + nobody + "/trunkline does not answer")
                .doesNotContain("\tat ");
    }

    private static int portThatNobodyListensOn() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
