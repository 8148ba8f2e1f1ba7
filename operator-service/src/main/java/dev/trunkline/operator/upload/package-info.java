/**
 * Uploads: numbers for one order, read as a stream, checked row by row, handed to number-service in chunks, and a result for each row.
 */
@NullMarked
package dev.trunkline.operator.upload;

import org.jspecify.annotations.NullMarked;
