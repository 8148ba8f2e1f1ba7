package dev.trunkline.number.emergency;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The civic addresses of one tenant at a time. */
@ApplicationScoped
class CivicAddressRepository implements PanacheRepositoryBase<CivicAddress, UUID> {

    Optional<CivicAddress> find(UUID tenantId, UUID civicAddressId) {
        return find("tenantId = ?1 and civicAddressId = ?2", tenantId, civicAddressId)
                .firstResultOptional();
    }

    Optional<CivicAddress> lock(UUID tenantId, UUID civicAddressId) {
        return find("tenantId = ?1 and civicAddressId = ?2", tenantId, civicAddressId)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResultOptional();
    }

    List<CivicAddress> list(UUID tenantId, @Nullable ValidationStatus status, @Nullable UUID after, int rows) {
        Map<String, Object> parameters = new HashMap<>(Map.of("tenant", tenantId));
        StringBuilder condition = new StringBuilder("tenantId = :tenant");
        if (status != null) {
            condition.append(" and validationStatus = :status");
            parameters.put("status", status.wire());
        }
        if (after != null) {
            condition.append(" and civicAddressId > :after");
            parameters.put("after", after);
        }
        return find(condition + " order by civicAddressId", parameters)
                .page(0, rows)
                .list();
    }
}
