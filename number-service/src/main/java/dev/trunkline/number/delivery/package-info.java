/** Takes uploads and removals: gate, fences, parking, ownership. */
@NullMarked
package dev.trunkline.number.delivery;

import org.jspecify.annotations.NullMarked;
