package dev.trunkline.local;

import dev.trunkline.embedded.EmbeddedServersMain;
import dev.trunkline.local.StackProcess.Readiness;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** How the processes of a stack are seen to be ready. */
final class Probes {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(TIMEOUT).build();

    /** A service is ready when it says so at its management address. */
    Readiness health(URI management) {
        HttpRequest probe = HttpRequest.newBuilder(management.resolve("/q/health/ready"))
                .timeout(TIMEOUT)
                .build();
        return output -> {
            try {
                return http.send(probe, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
            } catch (IOException notYet) {
                return false;
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new StackException("Interrupted while waiting for " + management + ".", interrupted);
            }
        };
    }

    /** The servers write it. */
    static boolean saysReady(StackLog output) {
        for (String line : output.lines()) {
            if (line.equals(EmbeddedServersMain.READY)) {
                return true;
            }
            if (line.startsWith(EmbeddedServersMain.FAILED)) {
                throw new StackException(line.substring(EmbeddedServersMain.FAILED.length()));
            }
        }
        return false;
    }
}
