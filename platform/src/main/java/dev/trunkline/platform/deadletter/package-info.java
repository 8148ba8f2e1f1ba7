/** Events that could not be applied: kept, listed, replayed once the cause is gone. */
@NullMarked
package dev.trunkline.platform.deadletter;

import org.jspecify.annotations.NullMarked;
