/** Emergency addresses, their locations, and the operators' policies for them. */
@NullMarked
package dev.trunkline.number.emergency;

import org.jspecify.annotations.NullMarked;
