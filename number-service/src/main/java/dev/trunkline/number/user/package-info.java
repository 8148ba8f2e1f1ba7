/** Tenants and their users, resource accounts and conference bridges: a projection. */
@NullMarked
package dev.trunkline.number.user;

import org.jspecify.annotations.NullMarked;
