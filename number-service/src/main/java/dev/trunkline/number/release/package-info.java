/** Giving numbers back to their operator, and quarantine. */
@NullMarked
package dev.trunkline.number.release;

import org.jspecify.annotations.NullMarked;
