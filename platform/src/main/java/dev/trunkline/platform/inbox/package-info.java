/** Events enter a service: each batch is one transaction, applied once, whatever comes twice, late or broken. */
@NullMarked
package dev.trunkline.platform.inbox;

import org.jspecify.annotations.NullMarked;
