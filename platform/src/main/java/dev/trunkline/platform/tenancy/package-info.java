/** Whose rows a transaction may see. */
@NullMarked
package dev.trunkline.platform.tenancy;

import org.jspecify.annotations.NullMarked;
