/** Users by the hundred thousand: one request, a result for each row. */
@NullMarked
package dev.trunkline.tenant.userimport;

import org.jspecify.annotations.NullMarked;
