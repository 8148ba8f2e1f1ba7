/** Tenants: their users, and the operators whom they enable. */
package dev.trunkline.tenant;
