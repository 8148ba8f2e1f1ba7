/** CloudEvents 1.0 over Kafka in binary mode: attributes as record headers, the JSON body as the record's value. */
@NullMarked
package dev.trunkline.platform.event;

import org.jspecify.annotations.NullMarked;
