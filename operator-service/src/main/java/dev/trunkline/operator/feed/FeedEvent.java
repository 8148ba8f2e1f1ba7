package dev.trunkline.operator.feed;

import java.time.Instant;
import java.util.UUID;

/**
 * Something that an operator hears of.
 *
 * @param eventId the same for a repeat, which is dropped
 * @param type what it is about and what happened, for example {@code order.changed}
 * @param subject id of what it is about
 * @param at when it happened
 * @param data written as JSON; no contact data ever
 */
public record FeedEvent(
        UUID operatorId, UUID eventId, String type, UUID tenantId, String subject, Instant at, Object data) {}
