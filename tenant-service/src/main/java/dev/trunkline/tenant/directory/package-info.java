/** The operators as operator-service describes them: a projection. */
@NullMarked
package dev.trunkline.tenant.directory;

import org.jspecify.annotations.NullMarked;
