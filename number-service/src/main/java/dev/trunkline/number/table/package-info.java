/** Bodies of rows, as CSV or as JSON: read one row at a time, whatever a feature makes of them. */
@NullMarked
package dev.trunkline.number.table;

import org.jspecify.annotations.NullMarked;
