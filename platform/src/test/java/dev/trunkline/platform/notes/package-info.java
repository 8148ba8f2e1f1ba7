/** A feature as small as can be, for the tests of the platform. */
@NullMarked
package dev.trunkline.platform.notes;

import org.jspecify.annotations.NullMarked;
