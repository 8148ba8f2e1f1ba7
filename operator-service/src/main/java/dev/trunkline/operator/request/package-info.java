/** What requests of tenants have in common that their operator answers by a decision, which number-service carries out or refuses. */
@NullMarked
package dev.trunkline.operator.request;

import org.jspecify.annotations.NullMarked;
