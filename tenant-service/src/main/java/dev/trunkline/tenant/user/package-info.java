/** Users, resource accounts and conference bridges, and which numbers they have. */
@NullMarked
package dev.trunkline.tenant.user;

import org.jspecify.annotations.NullMarked;
