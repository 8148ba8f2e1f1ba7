/** Tenants: who they are and whether all their users are on Teams only. */
@NullMarked
package dev.trunkline.tenant.tenant;

import org.jspecify.annotations.NullMarked;
