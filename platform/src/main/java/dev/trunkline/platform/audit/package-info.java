/** Who was refused and who changed what, for those who have to account for it. */
@NullMarked
package dev.trunkline.platform.audit;

import org.jspecify.annotations.NullMarked;
