package dev.trunkline.operator.directory;

import dev.trunkline.contracts.OfferedService;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Directory entries in the database. */
@ApplicationScoped
class DirectoryRepository implements PanacheRepositoryBase<DirectoryEntry, UUID> {

    /** The entry, locked against other changes until the transaction ends. */
    Optional<DirectoryEntry> lock(UUID operatorId) {
        return Optional.ofNullable(findById(operatorId, LockModeType.PESSIMISTIC_WRITE));
    }

    /** Entries in the order of their ids, up to {@code limit}. */
    @SuppressWarnings("unchecked")
    List<DirectoryEntry> list(DirectoryFilter.Criteria criteria, @Nullable UUID after, int limit) {
        OfferedService service = criteria.service();
        String[] countries =
                criteria.countries() == null ? null : criteria.countries().toArray(String[]::new);
        return getEntityManager()
                .createNativeQuery(
                        """
                        select o.*
                        from operators o
                        where (cast(:after as uuid) is null or o.operator_id > cast(:after as uuid))
                          and (cast(:pattern as text) is null or o.name ilike :pattern escape '\\'
                               or o.description ilike :pattern escape '\\')
                          and (not :byOffer or exists (
                                select 1
                                from jsonb_array_elements(o.offers) offer
                                where (cast(:countries as text[]) is null or offer ->> 'country' = any (cast(:countries as text[])))
                                  and (cast(:service as text) is null
                                       or offer -> 'services' @> jsonb_build_array(jsonb_build_object('service', cast(:service as text))))))
                        order by o.operator_id
                        limit :limit
                        """,
                        DirectoryEntry.class)
                .setParameter("after", after == null ? null : after.toString())
                .setParameter("pattern", containing(criteria.text()))
                .setParameter("byOffer", service != null || countries != null)
                .setParameter("countries", countries == null ? null : "{" + String.join(",", countries) + "}")
                .setParameter("service", service == null ? null : service.wire())
                .setParameter("limit", limit)
                .getResultList();
    }

    private static @Nullable String containing(@Nullable String text) {
        if (text == null) {
            return null;
        }
        return "%" + text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%";
    }
}
