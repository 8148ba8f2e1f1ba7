package dev.trunkline.operator.number;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.trunkline.contracts.AssignmentStatus;
import dev.trunkline.contracts.E164Number;
import dev.trunkline.contracts.HoldingStatus;
import dev.trunkline.contracts.Usage;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A number of the operator in a tenant. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record KnownNumberView(
        E164Number telephoneNumber,
        UUID tenantId,
        HoldingStatus status,
        AssignmentStatus assignmentStatus,
        String isoCountryCode,
        Usage usage,
        List<Usage> additionalUsages,
        boolean mobile,
        boolean tollFree,
        @Nullable String city,
        @Nullable String displayedCountryCode,
        long version) {

    static KnownNumberView of(KnownNumber number) {
        return new KnownNumberView(
                number.telephoneNumber(),
                number.tenantId(),
                number.status(),
                number.assignmentStatus(),
                number.country(),
                number.usage(),
                number.additionalUsages(),
                number.mobile(),
                number.tollFree(),
                number.city(),
                number.displayedCountryCode(),
                number.revision());
    }
}
