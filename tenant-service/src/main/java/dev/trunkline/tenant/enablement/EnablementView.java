package dev.trunkline.tenant.enablement;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.trunkline.contracts.CountryStatus;
import dev.trunkline.contracts.EnablementStatus;
import dev.trunkline.contracts.OfferedService;
import dev.trunkline.contracts.event.EnablementContactChanged.Contact;
import dev.trunkline.tenant.directory.DirectoryEntry;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * An enablement as its tenant sees it.
 *
 * @param operatorName absent while nothing has been heard of the operator, as after a loss of the projection
 * @param contact absent once the operator was removed
 * @param effectiveAt when number-service began to decide by the present state; absent until then
 * @param removal the one that is being decided
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Enablement")
record EnablementView(
        UUID operatorId,
        @Nullable String operatorName,
        @Nullable String supportContact,
        EnablementStatus status,
        int epoch,
        List<Country> countries,
        @Nullable Contact contact,
        AcceptedNotice dataTransferNotice,
        Instant enabledAt,
        Instant lastModifiedOn,
        @Nullable Instant effectiveAt,
        @Nullable OpenRemoval removal) {

    /**
     * One country. Those that were removed are shown only after the operator itself was.
     *
     * @param country ISO 3166-1 alpha-2
     * @param removingServices those of the services that are being removed alone; absent when there is none
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "EnabledCountry")
    record Country(
            String country,
            CountryStatus status,
            List<OfferedService> services,
            @Nullable List<OfferedService> removingServices) {}

    /** Who accepted which version when. */
    @Schema(name = "AcceptedDataTransferNotice")
    record AcceptedNotice(String version, String acceptedBy, Instant acceptedAt) {}

    /** The removal to follow. */
    @Schema(name = "OpenRemoval")
    record OpenRemoval(UUID removalId) {}

    static EnablementView of(Enablement enablement, @Nullable DirectoryEntry operator) {
        PendingRemoval removal = enablement.removal();
        return new EnablementView(
                enablement.key().operatorId(),
                operator == null ? null : operator.name(),
                operator == null ? null : operator.supportContact(),
                enablement.state().status(),
                enablement.epoch(),
                countries(enablement),
                enablement.contact(),
                new AcceptedNotice(
                        enablement.notice().version(),
                        enablement.notice().acceptedBy(),
                        enablement.notice().acceptedAt()),
                enablement.dates().enabledAt(),
                enablement.dates().lastModifiedOn(),
                enablement.dates().effectiveAt(),
                removal == null ? null : new OpenRemoval(removal.removalId()));
    }

    static List<Country> countries(Enablement enablement) {
        boolean over = enablement.state() == EnablementState.REMOVED;
        return enablement.countries().stream()
                .filter(country -> over ? country.enablementEpoch() == enablement.epoch() : country.isLive())
                .map(country -> new Country(
                        country.country(),
                        country.state().status(),
                        country.sortedServices(),
                        removing(enablement, country.country())))
                .toList();
    }

    private static @Nullable List<OfferedService> removing(Enablement enablement, String country) {
        PendingRemoval removal = enablement.removal();
        if (removal == null || !country.equals(removal.scope().country())) {
            return null;
        }
        OfferedService service = removal.scope().service();
        return service == null ? null : List.of(service);
    }
}
