/** Events leave a service: appended in the transaction that changed the aggregate, relayed to Kafka in order per key. */
@NullMarked
package dev.trunkline.platform.outbox;

import org.jspecify.annotations.NullMarked;
