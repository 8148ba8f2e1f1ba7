/** What operators' portals hear of that cannot reach Kafka: a feed with a cursor, which loses nothing and can be read again. */
@NullMarked
package dev.trunkline.operator.feed;

import org.jspecify.annotations.NullMarked;
