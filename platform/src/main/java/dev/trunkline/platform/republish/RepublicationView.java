package dev.trunkline.platform.republish;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A republication and how far it has come.
 *
 * @param topic absent for all topics of the service
 * @param doneTopic the last topic that is complete; they go by name
 * @param events how many were appended so far
 * @param finishedAt absent while it is under way
 */
public record RepublicationView(
        UUID republicationId,
        @Nullable String topic,
        String requestedBy,
        Instant requestedAt,
        @Nullable String doneTopic,
        long events,
        @Nullable Instant finishedAt) {}
