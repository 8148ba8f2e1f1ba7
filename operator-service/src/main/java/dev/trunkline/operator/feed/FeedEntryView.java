package dev.trunkline.operator.feed;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/**
 * One entry of an operator's feed.
 *
 * @param position 1, 2, 3 … without gaps
 * @param eventId the same however often the entry is read
 */
record FeedEntryView(
        long position,
        UUID eventId,
        String type,
        UUID tenantId,
        String subject,
        Instant at,
        Map<String, Object> data) {}
