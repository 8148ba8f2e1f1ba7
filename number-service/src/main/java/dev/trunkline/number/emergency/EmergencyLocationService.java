package dev.trunkline.number.emergency;

import dev.trunkline.contracts.Ids;
import dev.trunkline.number.inventory.Moment;
import dev.trunkline.platform.problem.ProblemException;
import dev.trunkline.platform.time.BusinessClock;
import dev.trunkline.platform.web.EntityTags;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Keeps the places within an address. They are a part of it: each change of them raises the revision of the address. */
@ApplicationScoped
class EmergencyLocationService {

    private static final int MAX_LOCATIONS = 1_000;

    private final CivicAddressRepository addresses;
    private final EmergencyLocationRepository locations;
    private final AddressUses uses;
    private final BusinessClock clock;

    EmergencyLocationService(
            CivicAddressRepository addresses,
            EmergencyLocationRepository locations,
            AddressUses uses,
            BusinessClock clock) {
        this.addresses = addresses;
        this.locations = locations;
        this.uses = uses;
        this.clock = clock;
    }

    /** A location with the revision of its address. */
    record Located(EmergencyLocation location, long revision) {}

    Located add(UUID tenantId, UUID civicAddressId, String description) {
        CivicAddress address = addresses.lock(tenantId, civicAddressId).orElseThrow(EmergencyAddressService::unknown);
        if (locations.countOf(civicAddressId) >= MAX_LOCATIONS) {
            throw new ProblemException(
                    EmergencyProblem.LOCATIONS_FULL,
                    "An address has at most " + MAX_LOCATIONS + " locations: delete one that no number uses.");
        }
        EmergencyLocation location = new EmergencyLocation(Ids.next(), civicAddressId, tenantId, description, false);
        locations.persist(location);
        address.touch(Moment.of(clock));
        return new Located(location, address.revision());
    }

    Located get(UUID tenantId, UUID civicAddressId, UUID locationId) {
        CivicAddress address = addresses.find(tenantId, civicAddressId).orElseThrow(EmergencyAddressService::unknown);
        return new Located(find(tenantId, civicAddressId, locationId), address.revision());
    }

    void delete(UUID tenantId, UUID civicAddressId, UUID locationId, @Nullable String ifMatch) {
        CivicAddress address = addresses.lock(tenantId, civicAddressId).orElseThrow(EmergencyAddressService::unknown);
        EmergencyLocation location = find(tenantId, civicAddressId, locationId);
        EntityTags.requireMatch(ifMatch, address.revision());
        long numbers = uses.count(tenantId, civicAddressId, locationId);
        if (location.isDefault()) {
            throw new ProblemException(
                            EmergencyProblem.DEFAULT_LOCATION,
                            "Every address has a default location, and " + numbers
                                    + " numbers use this one: delete the whole address once no number uses it.")
                    .with("numbers", numbers);
        }
        if (numbers > 0) {
            throw new ProblemException(
                            EmergencyProblem.LOCATION_IN_USE,
                            numbers
                                    + " numbers send emergency calls there: send them elsewhere first (GET …/numbers?locationId="
                                    + locationId + " lists them).")
                    .with("numbers", numbers);
        }
        locations.delete(location);
        address.touch(Moment.of(clock));
    }

    private EmergencyLocation find(UUID tenantId, UUID civicAddressId, UUID locationId) {
        return locations
                .find(tenantId, civicAddressId, locationId)
                .orElseThrow(() -> new ProblemException(
                        EmergencyProblem.LOCATION_UNKNOWN,
                        "GET …/emergency-addresses/" + civicAddressId + " lists the locations of the address."));
    }
}
