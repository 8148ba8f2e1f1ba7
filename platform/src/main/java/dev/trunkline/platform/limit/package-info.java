/** How much one caller may ask of a process, so that it does not slow the others. */
@NullMarked
package dev.trunkline.platform.limit;

import org.jspecify.annotations.NullMarked;
