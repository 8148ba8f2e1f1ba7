/** Repeats of a request get the first answer: what stands behind {@link dev.trunkline.platform.web.Idempotent}. */
@NullMarked
package dev.trunkline.platform.idempotency;

import org.jspecify.annotations.NullMarked;
