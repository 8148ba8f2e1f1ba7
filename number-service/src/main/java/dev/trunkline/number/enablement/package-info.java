/** Consents of tenants to operators: a projection, and the gate that deliveries and removals pass. */
@NullMarked
package dev.trunkline.number.enablement;

import org.jspecify.annotations.NullMarked;
