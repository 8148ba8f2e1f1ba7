/** Work beside the requests: transactions of the background role, loops on named threads, what an SQL error means for a retry. */
@NullMarked
package dev.trunkline.platform.background;

import org.jspecify.annotations.NullMarked;
