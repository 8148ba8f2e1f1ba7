package dev.trunkline.number.model;

import dev.trunkline.contracts.E164Number;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * What the domain page says of numbers in the plainest words: a few maps, no locks, no events, no database. One operator; tenants are told
 * apart by their ids.
 */
final class NumberModel {

    static final String USER_USAGE = "callingUserAssignment";
    static final String APP_USAGE = "firstPartyAppAssignment";
    static final Duration UNANSWERED = Duration.ofDays(30);

    /** A number in a tenant. */
    record TenantNumber(UUID tenant, E164Number number) implements Comparable<TenantNumber> {
        @Override
        public int compareTo(TenantNumber other) {
            int byTenant = tenant.compareTo(other.tenant);
            return byTenant == 0 ? number.compareTo(other.number) : byTenant;
        }
    }

    /** What somebody is told: a status of HTTP, or that of a row or command as if it were one, and the reasons. */
    record Told(int status, Set<String> codes) {
        static final Told DONE = new Told(200, Set.of());
        static final Told UNKNOWN = new Told(404, Set.of("number-unknown"));

        static Told refused(int status, String... codes) {
            return new Told(status, new TreeSet<>(Set.of(codes)));
        }

        boolean done() {
            return status == 200;
        }
    }

    /** Somebody to whom numbers can be assigned. */
    static final class Target {
        boolean user = true;
        boolean deleted;
        boolean lineOnPremises;
        boolean policy;
        Set<String> licences = Set.of("phoneSystem", "callingPlan");
    }

    private record Delivered(UUID order, E164Number number) {}

    final Map<TenantNumber, ModelHolding> present = new TreeMap<>();
    final Map<TenantNumber, List<String>> history = new TreeMap<>();
    final Map<UUID, Target> targets = new LinkedHashMap<>();
    final Set<UUID> locations = new HashSet<>();
    private final UUID home;
    final Set<E164Number> ported = new HashSet<>();
    final ModelMoves moves = new ModelMoves(this);
    private final Set<UUID> cancelledOrders = new HashSet<>();
    private final Set<Delivered> delivered = new HashSet<>();
    int quarantineDays;
    Instant now = Instant.EPOCH;

    /** @param home the tenant that has the targets and the locations */
    NumberModel(UUID home) {
        this.home = home;
    }

    /** Lets time go on; what is due happens. */
    void advanceTo(Instant time) {
        now = time;
        each(holding -> holding.isQuarantined() && !holding.quarantinedUntil.isAfter(now))
                .forEach(key -> end(key, "quarantineEnded"));
        each(holding -> holding.requestedAt != null
                        && !holding.requestedAt.plus(UNANSWERED).isAfter(now))
                .forEach(key -> leave(key, quarantineDays));
    }

    Told assign(TenantNumber key, UUID target, String category) {
        ModelHolding holding = present.get(key);
        if (holding == null) {
            return Told.UNKNOWN;
        }
        if (target.equals(holding.target) && category.equals(holding.category)) {
            return Told.DONE;
        }
        Set<String> reasons = reasonsAgainst(key, target, category);
        if (!reasons.isEmpty()) {
            return new Told(reasons.contains("number-assigned") ? 409 : 422, reasons);
        }
        if (holding.requestedAt != null) {
            withdraw(key);
        }
        give(key, target, category);
        return Told.DONE;
    }

    /** Everything that speaks against an assignment. */
    Set<String> reasonsAgainst(TenantNumber key, UUID targetId, String category) {
        ModelHolding holding = present.get(key);
        Set<String> reasons = new TreeSet<>();
        if (holding.target != null) {
            reasons.add("number-assigned");
        }
        if (holding.isBlocked(now)) {
            reasons.add("assignment-blocked");
        }
        if (holding.isQuarantined()) {
            reasons.add("quarantined");
        }
        Target target = target(key, targetId);
        if (target == null || target.deleted) {
            reasons.add("target-unknown");
            return reasons;
        }
        if (!holding.serves(target.user ? USER_USAGE : APP_USAGE)) {
            reasons.add("capability-mismatch");
        }
        if (target.user) {
            if (!target.licences.contains("phoneSystem")
                    || (holding.type.equals("callingPlan") && !target.licences.contains("callingPlan"))) {
                reasons.add("licence-missing");
            }
            if (target.lineOnPremises) {
                reasons.add("on-prem-number-present");
            }
            if (category.equals("primary") && hasPrimary(key.tenant, targetId)) {
                reasons.add("primary-number-present");
            }
        }
        return reasons;
    }

    private Target target(TenantNumber key, UUID id) {
        return key.tenant.equals(home) ? targets.get(id) : null;
    }

    boolean knows(TenantNumber key, UUID location) {
        return key.tenant.equals(home) && locations.contains(location);
    }

    boolean hasPrimary(UUID tenant, UUID target) {
        Target known = targets.get(target);
        return known != null
                && known.user
                && present.entrySet().stream()
                        .anyMatch(each -> each.getKey().tenant.equals(tenant)
                                && target.equals(each.getValue().target)
                                && "primary".equals(each.getValue().category));
    }

    void give(TenantNumber key, UUID target, String category) {
        ModelHolding holding = present.get(key);
        holding.target = target;
        holding.category = category;
        holding.blockedUntil = null;
        changed(key, "assigned");
    }

    Told unassign(TenantNumber key, boolean block) {
        ModelHolding holding = present.get(key);
        if (holding == null) {
            return Told.UNKNOWN;
        }
        if (holding.target != null && holding.onPremises) {
            return Told.refused(422, "on-prem-number-present");
        }
        if (holding.target != null) {
            takeBack(key);
        }
        if (block && !holding.isQuarantined()) {
            holding.blockedUntil = Instant.MAX;
            changed(key, "blockChanged");
        }
        return Told.DONE;
    }

    private void takeBack(TenantNumber key) {
        present.get(key).target = null;
        present.get(key).category = null;
        changed(key, "unassigned");
    }

    Told categorize(TenantNumber key, String category) {
        ModelHolding holding = present.get(key);
        if (holding == null) {
            return Told.UNKNOWN;
        }
        if (holding.target == null) {
            return Told.refused(409, "number-not-assigned");
        }
        if (category.equals(holding.category)) {
            return Told.DONE;
        }
        if (category.equals("primary") && hasPrimary(key.tenant, holding.target)) {
            return Told.refused(422, "primary-number-present");
        }
        holding.category = category;
        return changed(key, "categoryChanged");
    }

    Told use(TenantNumber key, String usage) {
        ModelHolding holding = present.get(key);
        if (holding == null) {
            return Told.UNKNOWN;
        }
        if (usage.equals(holding.usage)) {
            return Told.DONE;
        }
        if (holding.isQuarantined()) {
            return Told.refused(409, "quarantined");
        }
        Set<String> reasons = new TreeSet<>();
        if (holding.target != null) {
            reasons.add("number-assigned");
        }
        if (!holding.otherUsages.contains(usage)) {
            reasons.add("usage-not-available");
        }
        if (!reasons.isEmpty()) {
            return new Told(holding.target != null ? 409 : 422, reasons);
        }
        holding.otherUsages.remove(usage);
        holding.otherUsages.add(holding.usage);
        holding.usage = usage;
        return changed(key, "usageChanged");
    }

    /** @param until null for no block */
    Told block(TenantNumber key, Instant until) {
        return set(key, true, "blockChanged", holding -> holding.blockedUntil = until);
    }

    Told tag(TenantNumber key, Set<String> tags) {
        return set(key, false, "tagsChanged", holding -> holding.tags = new TreeSet<>(tags));
    }

    private Told set(TenantNumber key, boolean ofUnassignedOnly, String action, Consumer<ModelHolding> set) {
        ModelHolding holding = present.get(key);
        if (holding == null) {
            return Told.UNKNOWN;
        }
        if (holding.isQuarantined()) {
            return Told.refused(409, "quarantined");
        }
        if (ofUnassignedOnly && holding.target != null) {
            return Told.refused(409, "number-assigned");
        }
        set.accept(holding);
        return changed(key, action);
    }

    Told locate(TenantNumber key, UUID location) {
        ModelHolding holding = present.get(key);
        if (holding == null) {
            return Told.UNKNOWN;
        }
        Set<String> reasons = new TreeSet<>();
        if (holding.isQuarantined()) {
            reasons.add("quarantined");
        }
        if (!holding.tenantMayLocate) {
            reasons.add("address-locked-by-operator");
        }
        if (!knows(key, location)) {
            reasons.add("emergency-location-unknown");
        }
        if (!reasons.isEmpty()) {
            return new Told(holding.isQuarantined() ? 409 : holding.tenantMayLocate ? 422 : 403, reasons);
        }
        return relocate(key, location);
    }

    Told relocate(TenantNumber key, UUID location) {
        if (location.equals(present.get(key).location)) {
            return Told.DONE;
        }
        present.get(key).location = location;
        return changed(key, "emergencyLocationChanged");
    }

    Told release(TenantNumber key) {
        ModelHolding holding = present.get(key);
        if (holding == null) {
            return Told.UNKNOWN;
        }
        if (holding.requestedAt != null) {
            return Told.DONE;
        }
        Set<String> reasons = new TreeSet<>();
        if (holding.isQuarantined()) {
            reasons.add("quarantined");
        }
        if (!holding.type.equals("operatorConnect")) {
            reasons.add("release-not-supported");
        }
        if (holding.target != null) {
            reasons.add("number-assigned");
        }
        if (!reasons.isEmpty()) {
            boolean conflict = holding.isQuarantined() || holding.type.equals("operatorConnect");
            return new Told(conflict ? 409 : 422, reasons);
        }
        holding.requestedAt = now;
        return changed(key, "releaseRequested");
    }

    Told withdraw(TenantNumber key) {
        ModelHolding holding = present.get(key);
        if (holding == null) {
            return Told.UNKNOWN;
        }
        if (holding.requestedAt == null) {
            return Told.refused(409, "release-not-requested");
        }
        holding.requestedAt = null;
        holding.request = null;
        return changed(key, "releaseWithdrawn");
    }

    /** The operator answers a request, perhaps one that is none any more. */
    Told decide(TenantNumber key, UUID holdingId, UUID request, boolean confirmed, int days) {
        ModelHolding holding = stay(key, holdingId);
        if (holding == null || holding.isQuarantined()) {
            return Told.refused(409, "already-released");
        }
        if (!request.equals(holding.request)) {
            return Told.refused(409, "release-not-requested");
        }
        if (confirmed) {
            leave(key, days);
            return Told.DONE;
        }
        holding.requestedAt = null;
        holding.request = null;
        return changed(key, "releaseRefused");
    }

    Told commanded(TenantNumber key, UUID holdingId, String command, int days, UUID location) {
        ModelHolding holding = stay(key, holdingId);
        if (holding == null || holding.isQuarantined()) {
            return Told.refused(409, "already-released");
        }
        switch (command) {
            case "unassign" -> {
                if (holding.target != null) {
                    takeBack(key);
                }
                return Told.DONE;
            }
            case "release" -> {
                if (holding.target != null) {
                    return Told.refused(409, "number-assigned");
                }
                leave(key, days);
                return Told.DONE;
            }
            default -> {
                if (!holding.operatorMayLocate) {
                    return Told.refused(409, "address-tenant-assigned");
                }
                return knows(key, location) ? relocate(key, location) : Told.refused(409, "address-unknown");
            }
        }
    }

    /** The operator describes its number anew; a usage that the assignment needs must stay. */
    Told describe(TenantNumber key, UUID holdingId, Set<String> usages) {
        ModelHolding holding = stay(key, holdingId);
        if (holding == null || holding.isQuarantined()) {
            return Told.refused(409, "already-released");
        }
        Set<String> others = new TreeSet<>(usages);
        others.remove(holding.usage);
        if (others.equals(holding.otherUsages)) {
            return Told.DONE;
        }
        if (holding.target != null) {
            String needed = targets.get(holding.target).user ? USER_USAGE : APP_USAGE;
            if (!needed.equals(holding.usage) && !others.contains(needed)) {
                return Told.refused(409, "usage-in-use");
            }
        }
        holding.otherUsages = others;
        return changed(key, "descriptionChanged");
    }

    private ModelHolding stay(TenantNumber key, UUID holdingId) {
        ModelHolding holding = present.get(key);
        return holding != null && holdingId.equals(holding.id) ? holding : null;
    }

    private void leave(TenantNumber key, int days) {
        ModelHolding holding = present.get(key);
        if (days == 0) {
            end(key, "released");
            return;
        }
        holding.requestedAt = null;
        holding.request = null;
        holding.quarantinedUntil = now.plus(Duration.ofDays(days));
        changed(key, "quarantined");
    }

    private void end(TenantNumber key, String action) {
        changed(key, action);
        present.remove(key);
        moves.look(key);
    }

    /** A user was deleted, or its line on-premises is empty. */
    void userLoses(UUID user, Predicate<ModelHolding> what) {
        each(holding -> user.equals(holding.target) && what.test(holding)).forEach(this::takeBack);
    }

    Told claim(TenantNumber key, String type, boolean onPremises, UUID target) {
        ModelHolding holding = present.get(key);
        if (holding != null) {
            return holding.isQuarantined()
                    ? Told.refused(422, "quarantined")
                    : holding.type.equals(type) ? new Told(204, Set.of()) : Told.refused(422, "number-type-conflict");
        }
        if (target != null) {
            Target known = target(key, target);
            if (known == null || known.deleted) {
                return Told.refused(422, "target-unknown");
            }
            Set<String> reasons = new TreeSet<>();
            if (!known.user) {
                reasons.add("capability-mismatch");
            }
            if (hasPrimary(key.tenant, target)) {
                reasons.add("primary-number-present");
            }
            if (!reasons.isEmpty()) {
                return new Told(422, reasons);
            }
        }
        begin(key, ModelHolding.claimed(type, onPremises), "imported");
        if (target != null) {
            give(key, target, "primary");
        }
        return Told.DONE;
    }

    Told drop(TenantNumber key) {
        ModelHolding holding = present.get(key);
        if (holding == null) {
            return Told.UNKNOWN;
        }
        if (holding.type.equals("operatorConnect")) {
            return Told.refused(422, "not-a-claim");
        }
        if (holding.target != null) {
            return Told.refused(409, "number-assigned");
        }
        end(key, "dropped");
        return Told.DONE;
    }

    /** One row of an upload; {@code already-delivered} is no error. */
    Told deliver(TenantNumber key, UUID order, boolean consented, ModelHolding arriving) {
        if (cancelledOrders.contains(order)) {
            return Told.refused(422, "order-cancelled");
        }
        if (!consented) {
            return Told.refused(422, "consent-required");
        }
        String early = moves.tooEarly(key);
        if (early != null) {
            return Told.refused(422, early);
        }
        if (delivered.contains(new Delivered(order, key.number))) {
            return new Told(200, Set.of("already-delivered"));
        }
        for (TenantNumber other : holders(key.number)) {
            ModelHolding holding = present.get(other);
            boolean own = other.equals(key);
            if (!holding.type.equals("operatorConnect")) {
                if (own && holding.target != null) {
                    return Told.refused(422, "still-assigned-" + holding.type);
                }
            } else if (holding.isQuarantined()) {
                if (!own) {
                    return Told.refused(422, "quarantined");
                }
            } else {
                return own ? new Told(200, Set.of("already-delivered")) : Told.refused(422, "number-unavailable");
            }
        }
        ModelHolding leaving = present.get(key);
        if (leaving != null) {
            changed(key, leaving.isQuarantined() ? "quarantineEnded" : "converted");
        }
        delivered.add(new Delivered(order, key.number));
        arriving.order = order;
        begin(key, arriving, "acquired");
        moves.arrived(key);
        return Told.DONE;
    }

    Told cancelOrder(UUID tenant, UUID order) {
        if (holdsAny(tenant, holding -> order.equals(holding.order))) {
            return Told.refused(409, "numbers-delivered");
        }
        cancelledOrders.add(order);
        return Told.DONE;
    }

    boolean holdsAny(UUID tenant, Predicate<ModelHolding> which) {
        return present.entrySet().stream()
                .anyMatch(each -> each.getKey().tenant.equals(tenant)
                        && !each.getValue().isQuarantined()
                        && which.test(each.getValue()));
    }

    private List<TenantNumber> holders(E164Number number) {
        return present.keySet().stream()
                .filter(key -> key.number.equals(number))
                .toList();
    }

    private void begin(TenantNumber key, ModelHolding holding, String action) {
        present.put(key, holding);
        note(key, action);
        if (action.equals("imported")) {
            moves.look(key);
        }
    }

    private Told changed(TenantNumber key, String action) {
        present.get(key).activation = "activated";
        note(key, action);
        moves.look(key);
        return Told.DONE;
    }

    private void note(TenantNumber key, String action) {
        history.computeIfAbsent(key, any -> new ArrayList<>()).add(action);
    }

    private List<TenantNumber> each(Predicate<ModelHolding> which) {
        return present.entrySet().stream()
                .filter(each -> which.test(each.getValue()))
                .map(Map.Entry::getKey)
                .toList();
    }
}
