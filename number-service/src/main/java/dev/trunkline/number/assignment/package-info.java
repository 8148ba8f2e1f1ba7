/** Assigning numbers to targets and taking them back. */
@NullMarked
package dev.trunkline.number.assignment;

import org.jspecify.annotations.NullMarked;
