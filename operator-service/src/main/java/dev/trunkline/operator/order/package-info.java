/** Orders: what an operator has agreed to deliver to a tenant, and how far it is. */
@NullMarked
package dev.trunkline.operator.order;

import org.jspecify.annotations.NullMarked;
