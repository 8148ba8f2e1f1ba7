package dev.trunkline.tenant.enablement;

import dev.trunkline.platform.problem.ProblemError;
import dev.trunkline.tenant.directory.DirectoryEntry;
import dev.trunkline.tenant.enablement.EnableOperatorRequest.CountryRequest;
import dev.trunkline.tenant.enablement.EnableOperatorRequest.NoticeRequest;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Read-only members of a request may be sent back as they were read, and only so. */
final class ReadOnlyMembers {

    private final List<ProblemError> errors;

    ReadOnlyMembers(List<ProblemError> errors) {
        this.errors = errors;
    }

    void check(EnableOperatorRequest request, Enablement present, @Nullable DirectoryEntry operator) {
        EnablementView shown = EnablementView.of(present, operator);
        unchanged("/operatorId", request.operatorId(), shown.operatorId());
        unchanged("/operatorName", request.operatorName(), shown.operatorName());
        unchanged("/supportContact", request.supportContact(), shown.supportContact());
        unchanged("/status", request.status(), shown.status().wire());
        unchanged("/epoch", request.epoch(), shown.epoch());
        unchanged("/enabledAt", request.enabledAt(), shown.enabledAt());
        unchanged("/lastModifiedOn", request.lastModifiedOn(), shown.lastModifiedOn());
        unchanged("/effectiveAt", request.effectiveAt(), shown.effectiveAt());
        unchanged("/removal", request.removal(), shown.removal());
        notice(request.dataTransferNotice(), shown);
        countries(request.countries(), present);
    }

    void check(String country, PutCountryRequest request, Enablement present, @Nullable DirectoryEntry operator) {
        ConsentedCountry consented = present.country(country);
        unchanged("/country", request.country(), country);
        unchanged(
                "/status",
                request.status(),
                consented == null ? null : consented.state().wire());
        nothingRemoving("/removingServices", request.removingServices());
        notice(request.dataTransferNotice(), EnablementView.of(present, operator));
    }

    private void notice(@Nullable NoticeRequest notice, EnablementView shown) {
        if (notice != null) {
            unchanged(
                    "/dataTransferNotice/acceptedBy",
                    notice.acceptedBy(),
                    shown.dataTransferNotice().acceptedBy());
            unchanged(
                    "/dataTransferNotice/acceptedAt",
                    notice.acceptedAt(),
                    shown.dataTransferNotice().acceptedAt());
        }
    }

    private void countries(@Nullable List<@Nullable CountryRequest> countries, Enablement present) {
        for (int i = 0; countries != null && i < countries.size(); i++) {
            CountryRequest country = countries.get(i);
            if (country != null) {
                nothingRemoving("/countries/" + i + "/removingServices", country.removingServices());
            }
            if (country != null && country.country() != null && country.status() != null) {
                ConsentedCountry consented = present.country(country.country());
                unchanged(
                        "/countries/" + i + "/status",
                        country.status(),
                        consented == null ? null : consented.state().wire());
            }
        }
    }

    /** While something is being removed no request comes this far. */
    private void nothingRemoving(String pointer, @Nullable List<@Nullable String> given) {
        unchanged(pointer, given, null);
    }

    private void unchanged(String pointer, @Nullable Object given, @Nullable Object shown) {
        if (given != null && !Objects.equals(given, shown)) {
            errors.add(new ProblemError("read-only", "Leave this member out, or send it as it was read.", pointer));
        }
    }
}
