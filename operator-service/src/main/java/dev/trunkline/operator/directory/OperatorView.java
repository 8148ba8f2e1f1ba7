package dev.trunkline.operator.directory;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.trunkline.contracts.OperatorStatus;
import dev.trunkline.contracts.event.OperatorChanged;
import dev.trunkline.contracts.event.OperatorChanged.CountryOffer;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An operator as the directory answers it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record OperatorView(
        UUID operatorId,
        String name,
        String website,
        @Nullable String logoUrl,
        @Nullable String description,
        String supportContact,
        OperatorStatus status,
        List<CountryOffer> offers,
        Set<Region> regions,
        int quarantineDays,
        boolean requiresSignedAgreement,
        boolean autoConfirmReleases,
        long revision) {

    static OperatorView of(OperatorChanged state) {
        return new OperatorView(
                state.operatorId(),
                state.name(),
                state.website(),
                state.logoUrl(),
                state.description(),
                state.supportContact(),
                state.status(),
                state.offers(),
                Countries.regionsOf(
                        state.offers().stream().map(CountryOffer::country).toList()),
                state.quarantineDays(),
                state.requiresSignedAgreement(),
                state.autoConfirmReleases(),
                state.revision());
    }
}
