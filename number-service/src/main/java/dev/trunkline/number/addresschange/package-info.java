/** Requests of tenants that an operator change an emergency location which it keeps to itself. */
@NullMarked
package dev.trunkline.number.addresschange;

import org.jspecify.annotations.NullMarked;
