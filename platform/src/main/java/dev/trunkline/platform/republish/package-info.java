/** A service says all its current state again, from time to time and on demand, so that projections elsewhere heal. */
@NullMarked
package dev.trunkline.platform.republish;

import org.jspecify.annotations.NullMarked;
