package dev.trunkline.operator.webhook;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A webhook as it is answered.
 *
 * @param types empty for all
 * @param secret only in the answer to the registration
 * @param position up to which the feed was taken over
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record WebhookView(
        UUID webhookId,
        String url,
        List<String> types,
        @Nullable String description,
        @Nullable String secret,
        long position,
        Instant createdAt,
        String createdBy,
        long version) {

    static WebhookView of(Webhook webhook) {
        return of(webhook, null);
    }

    static WebhookView of(Webhook webhook, @Nullable String secret) {
        return new WebhookView(
                webhook.webhookId(),
                webhook.url(),
                webhook.types(),
                webhook.description(),
                secret,
                webhook.position(),
                webhook.createdAt(),
                webhook.createdBy(),
                webhook.version());
    }
}
