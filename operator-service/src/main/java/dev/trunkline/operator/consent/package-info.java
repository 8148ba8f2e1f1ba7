/** Consents as the operator sees them: a projection of tenants' enablements, the contact, and the customer relationship. */
@NullMarked
package dev.trunkline.operator.consent;

import org.jspecify.annotations.NullMarked;
