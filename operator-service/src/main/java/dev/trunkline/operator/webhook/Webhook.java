package dev.trunkline.operator.webhook;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where an operator wants its feed sent to.
 *
 * @param types empty for all
 */
record Webhook(
        UUID webhookId,
        UUID operatorId,
        String url,
        List<String> types,
        @Nullable String description,
        long position,
        Instant createdAt,
        String createdBy,
        long version) {}
