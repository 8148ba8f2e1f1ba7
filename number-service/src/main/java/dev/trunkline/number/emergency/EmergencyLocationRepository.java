package dev.trunkline.number.emergency;

import static java.util.stream.Collectors.groupingBy;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The locations within civic addresses. */
@ApplicationScoped
class EmergencyLocationRepository implements PanacheRepositoryBase<EmergencyLocation, UUID> {

    Optional<EmergencyLocation> find(UUID tenantId, UUID locationId) {
        return find("tenantId = ?1 and locationId = ?2", tenantId, locationId).firstResultOptional();
    }

    Optional<EmergencyLocation> find(UUID tenantId, UUID civicAddressId, UUID locationId) {
        return find(tenantId, locationId)
                .filter(location -> location.civicAddressId().equals(civicAddressId));
    }

    long countOf(UUID civicAddressId) {
        return count("civicAddressId", civicAddressId);
    }

    void deleteOf(UUID civicAddressId) {
        delete("civicAddressId", civicAddressId);
    }

    Map<UUID, List<EmergencyLocation>> of(Collection<UUID> civicAddressIds) {
        if (civicAddressIds.isEmpty()) {
            return Map.of();
        }
        return find("civicAddressId in ?1 order by locationId", civicAddressIds).stream()
                .collect(groupingBy(EmergencyLocation::civicAddressId));
    }
}
