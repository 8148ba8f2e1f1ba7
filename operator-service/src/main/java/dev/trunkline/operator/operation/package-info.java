/** Operations: what an operator asked of number-service, which alone decides it, and how far that is. */
@NullMarked
package dev.trunkline.operator.operation;

import org.jspecify.annotations.NullMarked;
