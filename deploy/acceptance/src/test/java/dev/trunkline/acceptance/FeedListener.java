package dev.trunkline.acceptance;

import static dev.trunkline.acceptance.Relationship.patiently;

import dev.trunkline.local.StackAddresses;
import dev.trunkline.local.story.Portal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

/** Somebody who listens to an operator's feed until it ends. */
final class FeedListener {

    private FeedListener() {}

    /** The whole stream, once it has ended; it has begun when this returns. A stream that is cut off ends with an exception. */
    static CompletableFuture<HttpResponse<String>> of(Relationship relationship, StackAddresses stack) {
        URI feed = stack.operatorService().resolve(relationship.operatorPath("/events"));
        HttpRequest request = HttpRequest.newBuilder(feed)
                .header("Accept", "text/event-stream")
                .header("Authorization", "Bearer " + Portal.token(stack, "operator:" + relationship.operatorId()))
                .build();
        CountDownLatch begun = new CountDownLatch(1);
        CompletableFuture<HttpResponse<String>> stream = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .build()
                .sendAsync(request, headers -> {
                    begun.countDown();
                    return BodySubscribers.ofString(StandardCharsets.UTF_8);
                });
        patiently().until(() -> begun.getCount() == 0);
        return stream;
    }
}
