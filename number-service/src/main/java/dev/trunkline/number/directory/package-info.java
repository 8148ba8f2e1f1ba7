/** What this service keeps of the operators' directory: a projection. */
@NullMarked
package dev.trunkline.number.directory;

import org.jspecify.annotations.NullMarked;
