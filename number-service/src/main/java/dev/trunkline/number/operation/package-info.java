/** Bulk work on a tenant's numbers: accepted at once, done batch by batch, with a result for each row. */
@NullMarked
package dev.trunkline.number.operation;

import org.jspecify.annotations.NullMarked;
