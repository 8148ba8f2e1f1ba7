package dev.trunkline.tenant.user;

import dev.trunkline.contracts.WireValue;
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

    private static final String NUMBERS_OF_USER =
            "select 1 from UserNumber n where n.id.tenantId = u.id.tenantId and n.userId = u.id.userId";

    /** The user, deleted or not, kept from other writers until the transaction ends. */
    Optional<UserAccount> lock(UserAccount.Id id) {
        return findByIdOptional(id, LockModeType.PESSIMISTIC_WRITE);
    }

    /** A tenant's users that are not deleted, in order of their ids. */
    List<UserAccount> list(UUID tenantId, UserFilter filter, @Nullable UUID after, int limit) {
        Condition where = new Condition(tenantId);
        where.add(after, "u.id.userId > :after", "after", after);
        where.add(filter.accountType, "u.accountType = :accountType", "accountType", wire(filter.accountType));
        where.add(filter.usageLocation, "u.usageLocation = :usageLocation", "usageLocation", filter.usageLocation);
        where.add(filter.licence, "array_contains(u.licences, :licence)", "licence", filter.licence);
        where.add(filter.coexistenceMode, "u.coexistenceMode = :mode", "mode", wire(filter.coexistenceMode));
        where.add(
                filter.userPrincipalName,
                "lower(u.userPrincipalName) = lower(:name)",
                "name",
                filter.userPrincipalName);
        where.add(
                filter.userPrincipalNamePrefix,
                "lower(u.userPrincipalName) like lower(:prefix) escape '!'",
                "prefix",
                prefix(filter.userPrincipalNamePrefix));
        where.add(
                filter.telephoneNumber,
                "exists (" + NUMBERS_OF_USER + " and n.id.telephoneNumber = :number)",
                "number",
                filter.telephoneNumber == null ? null : filter.telephoneNumber.digits());
        where.add(filter.hasNumber, "exists (" + NUMBERS_OF_USER + ")");
        where.add(filter.hasOnPremLine, "u.onPremLineUri is not null");
        where.add(filter.hasVoiceRoutingPolicy, "u.onlineVoiceRoutingPolicy is not null");
        return find(where.query(), where.parameters).page(0, limit).list();
    }

    private static @Nullable String wire(@Nullable WireValue value) {
        return value == null ? null : value.wire();
    }

    /** As a pattern in which nothing but its end stands for something else. */
    private static @Nullable String prefix(@Nullable String start) {
        return start == null
                ? null
                : start.replace("!", "!!").replace("%", "!%").replace("_", "!_") + "%";
    }

    /** What has to hold of every user in the list. */
    private static final class Condition {

        private final StringBuilder where =
                new StringBuilder("from UserAccount u where u.id.tenantId = :tenantId and u.status = 'active'");
        private final Map<String, Object> parameters = new HashMap<>();

        Condition(UUID tenantId) {
            parameters.put("tenantId", tenantId);
        }

        /** Only where something is asked for. */
        void add(@Nullable Object asked, String condition, String name, @Nullable Object value) {
            if (asked != null && value != null) {
                where.append(" and ").append(condition);
                parameters.put(name, value);
            }
        }

        /** That it holds, or that it does not. */
        void add(@Nullable Boolean asked, String condition) {
            if (asked != null) {
                where.append(asked ? " and (" : " and not (").append(condition).append(')');
            }
        }

        String query() {
            return where + " order by u.id.userId";
        }
    }
}
