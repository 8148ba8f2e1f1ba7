/** Every change of every number, and who held it when. */
@NullMarked
package dev.trunkline.number.history;

import org.jspecify.annotations.NullMarked;
