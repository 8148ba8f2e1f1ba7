package dev.trunkline.number.inventory;

import dev.trunkline.contracts.AssignmentCategory;
import dev.trunkline.contracts.AssignmentStatus;
import dev.trunkline.contracts.E164Number;
import dev.trunkline.contracts.HoldingStatus;
import dev.trunkline.platform.time.BusinessClock;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Single numbers of the request path. A quarantine that is over counts as over, whether or not the job has been by. */
@ApplicationScoped
class PhoneNumberRepository implements PanacheRepositoryBase<PhoneNumber, UUID> {

    private static final String PRESENT = "tenantId = :tenant and number = :number and holdingStatus <> :gone"
            + " and (release.quarantinedUntil is null or release.quarantinedUntil > :now)";

    private final BusinessClock clock;

    PhoneNumberRepository(BusinessClock clock) {
        this.clock = clock;
    }

    Optional<PhoneNumber> present(UUID tenantId, E164Number number) {
        return find(PRESENT, key(tenantId, number)).firstResultOptional();
    }

    /** The same under the row's lock, as it is after everybody who had it before. */
    Optional<PhoneNumber> lock(UUID tenantId, E164Number number) {
        return find(PRESENT, key(tenantId, number))
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResultOptional();
    }

    boolean hasPrimary(UUID tenantId, UUID userId) {
        return count(
                        "tenantId = ?1 and assignment.targetId = ?2 and assignment.status = ?3 and assignment.category"
                                + " = ?4",
                        tenantId,
                        userId,
                        AssignmentStatus.USER_ASSIGNED,
                        AssignmentCategory.PRIMARY)
                > 0;
    }

    private Map<String, Object> key(UUID tenantId, E164Number number) {
        return Map.of("tenant", tenantId, "number", number.digits(), "gone", HoldingStatus.GONE, "now", clock.now());
    }
}
