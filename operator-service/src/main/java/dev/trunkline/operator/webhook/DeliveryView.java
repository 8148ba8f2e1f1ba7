package dev.trunkline.operator.webhook;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The delivery of one entry of the feed to a webhook.
 *
 * @param nextAttemptAt present while it is being tried
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record DeliveryView(
        UUID deliveryId,
        UUID eventId,
        long position,
        String type,
        DeliveryStatus status,
        Instant createdAt,
        @Nullable Instant nextAttemptAt,
        @Nullable Instant endedAt,
        List<AttemptView> attempts) {

    /**
     * One try.
     *
     * @param status that the receiver answered; absent when it did not answer
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record AttemptView(int attempt, Instant at, @Nullable Integer status, @Nullable String error, long millis) {}
}
