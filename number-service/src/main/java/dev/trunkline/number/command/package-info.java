/** What operators have done with numbers of their own: unassigned, released, located. */
@NullMarked
package dev.trunkline.number.command;

import org.jspecify.annotations.NullMarked;
