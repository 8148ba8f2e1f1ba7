/** The operator's numbers in tenants, and the numbers that tenants want to give back. */
@NullMarked
package dev.trunkline.operator.release;

import org.jspecify.annotations.NullMarked;
