package dev.trunkline.operator.webhook;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.SocketAddress;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Posts to receivers: to the address that was checked, under the name that the operator gave, without following redirects, and without
 * reading what they answer but the status.
 */
@ApplicationScoped
class WebhookClient {

    private final HttpClient client;
    private final WebhookConfig config;

    WebhookClient(Vertx vertx, WebhookConfig config) {
        this.config = config;
        HttpClientOptions options = new HttpClientOptions()
                .setConnectTimeout((int) config.timeout().toMillis())
                .setKeepAlive(false)
                .setMaxPoolSize(config.atOnce() * 4)
                .setVerifyHost(true);
        config.trustedCertificates()
                .ifPresent(file -> options.setTrustOptions(new PemTrustOptions().addCertPath(file)));
        this.client = vertx.createHttpClient(options);
    }

    /**
     * Sends a body.
     *
     * @param timestamp seconds since 1970
     * @return the status that was answered; fails when none was in time
     */
    CompletableFuture<Integer> post(Target target, String id, long timestamp, String signature, String body) {
        RequestOptions request = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setServer(SocketAddress.inetSocketAddress(
                        target.port(), target.address().getHostAddress()))
                .setHost(target.host())
                .setPort(target.port())
                .setSsl(target.tls())
                .setURI(target.pathAndQuery())
                .setFollowRedirects(false)
                .setTimeout(config.timeout().toMillis())
                .putHeader("content-type", "application/json")
                .putHeader("user-agent", "Trunkline-Webhooks/1")
                .putHeader("webhook-id", id)
                .putHeader("webhook-timestamp", Long.toString(timestamp))
                .putHeader("webhook-signature", signature);
        Future<Integer> status = client.request(request)
                .compose(sending -> sending.send(Buffer.buffer(body)).map(answer -> {
                    int code = answer.statusCode();
                    // What else comes is not wanted: that it ends early is no failure.
                    answer.exceptionHandler(endedEarly -> {});
                    sending.reset();
                    return code;
                }));
        return status.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(config.timeout().toMillis(), TimeUnit.MILLISECONDS);
    }
}
