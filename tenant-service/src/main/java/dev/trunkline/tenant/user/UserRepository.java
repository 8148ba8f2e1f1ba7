package dev.trunkline.tenant.user;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Users in the database. */
@ApplicationScoped
class UserRepository implements PanacheRepositoryBase<UserAccount, UserAccount.Id> {

    /** The user, deleted or not, kept from other writers until the transaction ends. */
    Optional<UserAccount> lock(UserAccount.Id id) {
        return findByIdOptional(id, LockModeType.PESSIMISTIC_WRITE);
    }

    /** A tenant's users that are not deleted, in order of their ids. */
    List<UserAccount> list(UUID tenantId, UserFilter filter, @Nullable UUID after, int limit) {
        StringBuilder where = new StringBuilder("id.tenantId = :tenantId and status = 'active'");
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("tenantId", tenantId);
        if (after != null) {
            where.append(" and id.userId > :after");
            parameters.put("after", after);
        }
        if (filter.accountType != null) {
            where.append(" and accountType = :accountType");
            parameters.put("accountType", filter.accountType.wire());
        }
        if (filter.usageLocation != null) {
            where.append(" and usageLocation = :usageLocation");
            parameters.put("usageLocation", filter.usageLocation);
        }
        if (filter.licence != null) {
            where.append(" and array_contains(licences, :licence)");
            parameters.put("licence", filter.licence);
        }
        if (filter.userPrincipalName != null) {
            where.append(" and lower(userPrincipalName) = lower(:userPrincipalName)");
            parameters.put("userPrincipalName", filter.userPrincipalName);
        }
        return find(where.append(" order by id.userId").toString(), parameters)
                .page(0, limit)
                .list();
    }
}
