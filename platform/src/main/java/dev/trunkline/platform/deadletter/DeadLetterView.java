package dev.trunkline.platform.deadletter;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A dead letter without its payload.
 *
 * @param error masked: telephone numbers, addresses and quoted values are cut out
 * @param payloadBytes size of the kept payload; 0 once it was replayed
 * @param replayedAt absent while it waits
 */
public record DeadLetterView(
        UUID deadLetterId,
        String topic,
        int partition,
        long offset,
        String recordKey,
        @Nullable UUID eventId,
        @Nullable String eventType,
        @Nullable UUID tenantId,
        long revision,
        String error,
        long payloadBytes,
        Instant failedAt,
        int replayAttempts,
        @Nullable Instant replayedAt,
        @Nullable String replayedBy) {}
