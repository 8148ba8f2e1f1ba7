package dev.trunkline.number.emergency;

import dev.trunkline.contracts.EnablementStatus;
import dev.trunkline.contracts.Ids;
import dev.trunkline.number.enablement.Enablement;
import dev.trunkline.number.enablement.Enablements;
import dev.trunkline.number.inventory.Moment;
import dev.trunkline.platform.problem.ProblemError;
import dev.trunkline.platform.problem.ProblemException;
import dev.trunkline.platform.tenancy.DataScope;
import dev.trunkline.platform.time.BusinessClock;
import dev.trunkline.platform.web.EntityTags;
import dev.trunkline.platform.web.Page;
import dev.trunkline.platform.web.PageRequest;
import dev.trunkline.platform.web.ReadOnlyFields;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Keeps a tenant's civic addresses and lets its operators read the validated ones. */
@ApplicationScoped
class EmergencyAddressService {

    private final CivicAddressRepository addresses;
    private final EmergencyLocationRepository locations;
    private final AddressValidation validation;
    private final AddressUses uses;
    private final Enablements enablements;
    private final DataScope scope;
    private final BusinessClock clock;

    EmergencyAddressService(
            CivicAddressRepository addresses,
            EmergencyLocationRepository locations,
            AddressValidation validation,
            AddressUses uses,
            Enablements enablements,
            DataScope scope,
            BusinessClock clock) {
        this.addresses = addresses;
        this.locations = locations;
        this.validation = validation;
        this.uses = uses;
        this.enablements = enablements;
        this.scope = scope;
        this.clock = clock;
    }

    EmergencyAddressView create(UUID tenantId, CreateEmergencyAddressRequest request) {
        refuseIncomplete(request.lines());
        CivicAddress address = new CivicAddress(Ids.next(), tenantId, request.lines(), Moment.of(clock));
        EmergencyLocation location = new EmergencyLocation(Ids.next(), address.civicAddressId(), tenantId, null, true);
        addresses.persistAndFlush(address);
        locations.persist(location);
        return EmergencyAddressView.of(address, List.of(location));
    }

    EmergencyAddressView get(UUID tenantId, UUID civicAddressId) {
        return view(addresses.find(tenantId, civicAddressId).orElseThrow(EmergencyAddressService::unknown));
    }

    /** Changes an address that is not validated; one that is may be what help was promised to come to. */
    EmergencyAddressView change(
            UUID tenantId, UUID civicAddressId, ChangeEmergencyAddressRequest request, @Nullable String ifMatch) {
        CivicAddress address = lock(tenantId, civicAddressId, ifMatch);
        EmergencyAddressView present = view(address);
        ReadOnlyFields.of()
                .unchanged("/civicAddressId", request.civicAddressId(), present.civicAddressId())
                .unchanged("/validationStatus", request.validationStatus(), present.validationStatus())
                .unchanged("/validationFindings", request.validationFindings(), present.validationFindings())
                .unchanged("/defaultLocationId", request.defaultLocationId(), present.defaultLocationId())
                .unchanged("/locations", request.locations(), present.locations())
                .unchanged("/version", request.version(), present.version())
                .require();
        if (address.validationStatus() == ValidationStatus.VALIDATED) {
            throw new ProblemException(
                    EmergencyProblem.ADDRESS_VALIDATED,
                    "A validated address cannot be changed: create another, have it validated, and send the numbers there.");
        }
        refuseIncomplete(request.lines());
        address.edit(request.lines(), Moment.of(clock));
        return view(address);
    }

    void delete(UUID tenantId, UUID civicAddressId, @Nullable String ifMatch) {
        CivicAddress address = lock(tenantId, civicAddressId, ifMatch);
        long numbers = uses.count(tenantId, civicAddressId, null);
        if (numbers > 0) {
            throw new ProblemException(
                            EmergencyProblem.ADDRESS_IN_USE,
                            numbers
                                    + " numbers send emergency calls there: send them elsewhere first (GET …/numbers?civicAddressId="
                                    + civicAddressId + " lists them).")
                    .with("numbers", numbers);
        }
        locations.deleteOf(civicAddressId);
        addresses.delete(address);
    }

    private CivicAddress lock(UUID tenantId, UUID civicAddressId, @Nullable String ifMatch) {
        CivicAddress address = addresses.lock(tenantId, civicAddressId).orElseThrow(EmergencyAddressService::unknown);
        EntityTags.requireMatch(ifMatch, address.revision());
        return address;
    }

    EmergencyAddressView validate(UUID tenantId, UUID civicAddressId) {
        CivicAddress address = addresses.lock(tenantId, civicAddressId).orElseThrow(EmergencyAddressService::unknown);
        if (address.validationStatus() != ValidationStatus.VALIDATED) {
            address.judge(validation.findings(address.lines()), Moment.of(clock));
        }
        return view(address);
    }

    Page<EmergencyAddressView> list(UUID tenantId, @Nullable ValidationStatus status, PageRequest page) {
        List<CivicAddress> found = addresses.list(tenantId, status, page.after(UUID::fromString), page.limit() + 1);
        Map<UUID, List<EmergencyLocation>> byAddress =
                locations.of(found.stream().map(CivicAddress::civicAddressId).toList());
        return Page.of(
                found,
                page,
                address -> address.civicAddressId().toString(),
                address ->
                        EmergencyAddressView.of(address, byAddress.getOrDefault(address.civicAddressId(), List.of())));
    }

    /** The validated addresses of a tenant, for an operator that it has an active consent with. */
    Page<EmergencyAddressView> listForOperator(UUID operatorId, UUID tenantId, PageRequest page) {
        Optional<EnablementStatus> consent =
                enablements.find(tenantId, operatorId).map(Enablement::status);
        if (consent.filter(status -> status == EnablementStatus.SUSPENDED).isPresent()) {
            throw new ProblemException(
                    EmergencyProblem.CONSENT_SUSPENDED,
                    "The tenant has suspended its consent; its addresses can be read again when it resumes.");
        }
        if (consent.filter(status -> status == EnablementStatus.ACTIVE).isEmpty()) {
            throw new ProblemException(
                    EmergencyProblem.CONSENT_REQUIRED,
                    "No tenant of that id has an active consent with you; ask it to enable you as its operator.");
        }
        scope.enterTenant(tenantId);
        return list(tenantId, ValidationStatus.VALIDATED, page);
    }

    private EmergencyAddressView view(CivicAddress address) {
        return EmergencyAddressView.of(
                address,
                locations.of(List.of(address.civicAddressId())).getOrDefault(address.civicAddressId(), List.of()));
    }

    private static void refuseIncomplete(AddressLines request) {
        List<ProblemError> errors = new ArrayList<>();
        if (!AddressRules.isCountry(request.country())) {
            errors.add(new ProblemError(
                    "invalid", "The country is an ISO 3166-1 code of two capital letters.", "/country"));
        } else if (AddressRules.needsCoordinates(request.country())) {
            if (request.latitude() == null) {
                errors.add(new ProblemError("required", "Give the latitude in degrees.", "/latitude"));
            }
            if (request.longitude() == null) {
                errors.add(new ProblemError("required", "Give the longitude in degrees.", "/longitude"));
            }
        }
        if (!errors.isEmpty()) {
            throw new ProblemException(
                    EmergencyProblem.ADDRESS_REFUSED,
                    "Complete the address as the errors say and send it again.",
                    errors);
        }
    }

    static ProblemException unknown() {
        return new ProblemException(
                EmergencyProblem.ADDRESS_UNKNOWN, "GET …/emergency-addresses lists the addresses of the tenant.");
    }
}
