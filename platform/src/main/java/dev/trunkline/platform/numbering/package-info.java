/** Numbering plans: which country a telephone number belongs to and whether it can exist. */
@NullMarked
package dev.trunkline.platform.numbering;

import org.jspecify.annotations.NullMarked;
