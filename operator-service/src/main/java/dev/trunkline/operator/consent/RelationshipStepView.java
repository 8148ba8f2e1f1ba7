package dev.trunkline.operator.consent;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One step of a customer relationship.
 *
 * @param epoch of the consent; each begins at none
 * @param before absent for none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record RelationshipStepView(
        int step,
        int epoch,
        Instant at,
        String by,
        @Nullable CustomerRelationship before,
        CustomerRelationship after,
        @Nullable String comment) {}
