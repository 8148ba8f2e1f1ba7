/** The telephone numbers: one aggregate per stay of a number in a tenant. */
@NullMarked
package dev.trunkline.number.inventory;

import org.jspecify.annotations.NullMarked;
