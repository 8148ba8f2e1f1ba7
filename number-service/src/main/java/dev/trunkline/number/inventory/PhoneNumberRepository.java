package dev.trunkline.number.inventory;

import dev.trunkline.contracts.ActivationState;
import dev.trunkline.contracts.AssignmentCategory;
import dev.trunkline.contracts.AssignmentStatus;
import dev.trunkline.contracts.E164Number;
import dev.trunkline.contracts.HoldingStatus;
import dev.trunkline.platform.time.BusinessClock;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.FlushModeType;
import jakarta.persistence.LockModeType;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Single numbers of the request path. A quarantine that is over counts as over, whether or not the job has been by. */
@ApplicationScoped
class PhoneNumberRepository implements PanacheRepositoryBase<PhoneNumber, UUID> {

    private static final String PRESENT = "tenantId = :tenant and number = :number and holdingStatus <> :gone"
            + " and (release.quarantinedUntil is null or release.quarantinedUntil > :now)";

    private static final String HAS_PRIMARY = "select count(n) > 0 from PhoneNumber n where n.tenantId = :tenant"
            + " and n.assignment.targetId = :user and n.assignment.status = :assigned"
            + " and n.assignment.category = :primary";

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

    /** What a number waits for by now: whoever waited for its lock may have waited for the batch that ended that. */
    @Nullable
    ActivationState waiting(PhoneNumber number) {
        Object state = getEntityManager()
                .createNativeQuery(WaitingState.OF_HOLDING, String.class)
                .setParameter("tenant", number.tenantId())
                .setParameter("holding", number.holdingId())
                .setFlushMode(FlushModeType.COMMIT)
                .getSingleResult();
        return state == null ? null : ActivationState.fromString(state.toString());
    }

    boolean hasPrimary(UUID tenantId, UUID userId) {
        // Not count(): Hibernate translates that anew each time.
        return getEntityManager()
                .createQuery(HAS_PRIMARY, Boolean.class)
                .setParameter("tenant", tenantId)
                .setParameter("user", userId)
                .setParameter("assigned", AssignmentStatus.USER_ASSIGNED)
                .setParameter("primary", AssignmentCategory.PRIMARY)
                .getSingleResult();
    }

    private Map<String, Object> key(UUID tenantId, E164Number number) {
        return Map.of("tenant", tenantId, "number", number.digits(), "gone", HoldingStatus.GONE, "now", clock.now());
    }
}
