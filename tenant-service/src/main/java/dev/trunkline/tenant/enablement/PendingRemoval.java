package dev.trunkline.tenant.enablement;

import dev.trunkline.contracts.event.RemovalScope;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The question that number-service has still to answer.
 *
 * @param stateBefore where a refusal leads back to; null unless the whole operator is meant
 */
record PendingRemoval(UUID removalId, RemovalScope scope, @Nullable EnablementState stateBefore) {}
