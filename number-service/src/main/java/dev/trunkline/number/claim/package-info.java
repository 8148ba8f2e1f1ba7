/** Numbers that a tenant has from elsewhere, by Calling Plan or Direct Routing, and lists here: claims. */
@NullMarked
package dev.trunkline.number.claim;

import org.jspecify.annotations.NullMarked;
