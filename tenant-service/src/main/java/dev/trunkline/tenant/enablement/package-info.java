/** Consents of tenants to operators: given, changed, suspended, removed by number-service's decision, given again. */
@NullMarked
package dev.trunkline.tenant.enablement;

import org.jspecify.annotations.NullMarked;
