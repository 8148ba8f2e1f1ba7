/** Moves of Calling Plan and Direct Routing numbers to an operator, number by number. */
@NullMarked
package dev.trunkline.number.move;

import org.jspecify.annotations.NullMarked;
