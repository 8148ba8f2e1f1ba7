package dev.trunkline.platform.republish;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where a republication stands.
 *
 * @param topic the only one; null for all
 * @param doneTopic the last one that is complete; they go by name
 * @param lastKey where the page before ended, in the topic after it
 */
record Progress(UUID id, @Nullable String topic, @Nullable String doneTopic, @Nullable String lastKey) {}
