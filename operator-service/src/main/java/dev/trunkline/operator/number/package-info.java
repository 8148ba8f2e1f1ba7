/** What an operator has done with its numbers in tenants: number-service carries it out or refuses. */
@NullMarked
package dev.trunkline.operator.number;

import org.jspecify.annotations.NullMarked;
