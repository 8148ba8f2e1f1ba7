package dev.trunkline.operator.consent;

import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * What the operator may change of a consent.
 *
 * @param comment why; needed for ConsentDeclined and ContractTerminated
 */
record PatchConsentRequest(
        @Nullable CustomerRelationship customerRelationship, @Nullable @Size(min = 1, max = 2_000) String comment) {}
