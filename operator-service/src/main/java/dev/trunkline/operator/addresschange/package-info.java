/** Requests of tenants that the operator change an emergency location which it keeps to itself: a projection, and the operator's decisions. */
@NullMarked
package dev.trunkline.operator.addresschange;

import org.jspecify.annotations.NullMarked;
