package dev.trunkline.number.delivery;

import dev.trunkline.contracts.CountryStatus;
import dev.trunkline.contracts.EnablementStatus;
import dev.trunkline.contracts.OfferedService;
import dev.trunkline.contracts.RemovalOutcome;
import dev.trunkline.contracts.RemovalScopeKind;
import dev.trunkline.contracts.event.EnablementChanged;
import dev.trunkline.contracts.event.EnablementChanged.CountryConsent;
import dev.trunkline.contracts.event.RemovalDecided;
import dev.trunkline.contracts.event.RemovalRequested;
import dev.trunkline.contracts.event.RemovalScope;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/** A tenant that consents, withdraws and consents again by the rules of tenant-service, at random. Each change is an event to publish. */
final class ConsentingTenant {

    static final List<String> COUNTRIES = List.of("AT", "US");
    static final List<OfferedService> SERVICES = List.of(OfferedService.CALLING, OfferedService.CONFERENCING);

    /** One country as it stands; removed ones are kept, so that their epochs go on. */
    private record Country(int epoch, CountryStatus status, Set<OfferedService> services, Set<OfferedService> removed) {

        Country in(CountryStatus next) {
            return new Country(epoch, next, services, removed);
        }

        boolean isLive() {
            return status != CountryStatus.REMOVED;
        }
    }

    private final UUID tenantId;
    private final UUID operatorId;
    private final Random random;
    private final Map<String, Country> countries = new TreeMap<>();
    private EnablementStatus status = EnablementStatus.REMOVED;
    private EnablementStatus before = EnablementStatus.ACTIVE;
    private int epoch;
    private long revision;
    private RemovalRequested question;

    ConsentingTenant(UUID tenantId, UUID operatorId, Random random) {
        this.tenantId = tenantId;
        this.operatorId = operatorId;
        this.random = random;
    }

    /** Consents to everything that is not consented to; with services or countries withdrawn before in new epochs. */
    Optional<EnablementChanged> consentToAll() {
        if (question != null || status == EnablementStatus.REMOVING) {
            return Optional.empty();
        }
        if (status == EnablementStatus.REMOVED) {
            epoch++;
            status = EnablementStatus.ACTIVE;
        }
        for (String country : COUNTRIES) {
            Country present = countries.get(country);
            if (present == null) {
                countries.put(country, new Country(1, CountryStatus.ACTIVE, Set.copyOf(SERVICES), Set.of()));
            } else if (!present.isLive() || !present.removed().isEmpty()) {
                countries.put(
                        country,
                        new Country(present.epoch() + 1, CountryStatus.ACTIVE, Set.copyOf(SERVICES), Set.of()));
            }
        }
        return Optional.of(changed());
    }

    Optional<EnablementChanged> suspendOrResume() {
        if (status == EnablementStatus.REMOVED || status == EnablementStatus.REMOVING) {
            return Optional.empty();
        }
        status = status == EnablementStatus.ACTIVE ? EnablementStatus.SUSPENDED : EnablementStatus.ACTIVE;
        return Optional.of(changed());
    }

    Optional<EnablementChanged> resume() {
        return status == EnablementStatus.SUSPENDED ? suspendOrResume() : Optional.empty();
    }

    /** Asks whether something may be withdrawn; the question is {@link #question}. */
    Optional<EnablementChanged> withdraw() {
        if (question != null || status == EnablementStatus.REMOVED) {
            return Optional.empty();
        }
        String country = COUNTRIES.get(random.nextInt(COUNTRIES.size()));
        RemovalScope scope = scope(country);
        if (scope == null) {
            return Optional.empty();
        }
        if (scope.kind() == RemovalScopeKind.OPERATOR) {
            before = status;
            status = EnablementStatus.REMOVING;
        } else if (scope.kind() == RemovalScopeKind.COUNTRY) {
            countries.computeIfPresent(country, (code, present) -> present.in(CountryStatus.REMOVING));
        }
        question = new RemovalRequested(UUID.randomUUID(), tenantId, operatorId, epoch, scope, Instant.now());
        return Optional.of(changed());
    }

    private RemovalScope scope(String code) {
        Country country = Objects.requireNonNull(countries.get(code));
        long live = countries.values().stream().filter(Country::isLive).count();
        return switch (random.nextInt(3)) {
            case 0 -> RemovalScope.operator();
            case 1 ->
                country.isLive() && live > 1
                        ? new RemovalScope(RemovalScopeKind.COUNTRY, code, country.epoch(), null)
                        : null;
            default ->
                country.isLive() && country.services().size() > 1
                        ? new RemovalScope(
                                RemovalScopeKind.SERVICE,
                                code,
                                country.epoch(),
                                SERVICES.get(random.nextInt(SERVICES.size())))
                        : null;
        };
    }

    /** Only the answer to the open question, in the present epoch, changes anything. */
    Optional<EnablementChanged> take(RemovalDecided decided) {
        if (question == null || !question.removalId().equals(decided.removalId()) || decided.epoch() != epoch) {
            return Optional.empty();
        }
        RemovalScope scope = question.scope();
        boolean accepted = decided.outcome() == RemovalOutcome.ACCEPTED;
        question = null;
        switch (scope.kind()) {
            case OPERATOR -> {
                status = accepted ? EnablementStatus.REMOVED : before;
                if (accepted) {
                    countries.replaceAll((code, country) -> country.in(CountryStatus.REMOVED));
                }
            }
            case COUNTRY ->
                countries.computeIfPresent(
                        scope.country(),
                        (code, country) -> country.in(accepted ? CountryStatus.REMOVED : CountryStatus.ACTIVE));
            case SERVICE -> {
                if (accepted) {
                    countries.computeIfPresent(scope.country(), (code, country) -> without(country, scope.service()));
                }
            }
        }
        return Optional.of(changed());
    }

    private static Country without(Country country, OfferedService service) {
        Set<OfferedService> rest = EnumSet.copyOf(country.services());
        rest.remove(service);
        Set<OfferedService> removed = EnumSet.of(service);
        removed.addAll(country.removed());
        return new Country(country.epoch(), country.status(), rest, removed);
    }

    private EnablementChanged changed() {
        revision++;
        List<CountryConsent> consents = countries.entrySet().stream()
                .map(entry -> new CountryConsent(
                        entry.getKey(),
                        entry.getValue().epoch(),
                        entry.getValue().status(),
                        List.copyOf(entry.getValue().services()),
                        null))
                .toList();
        Instant now = Instant.now();
        return new EnablementChanged(
                tenantId,
                operatorId,
                revision,
                epoch,
                status,
                consents,
                "2026-01",
                now,
                now,
                now,
                question == null ? null : question.removalId());
    }

    /** Whether the tenant has been told that numbers of the service in the country are no more. */
    boolean hasWithdrawn(String country, OfferedService service) {
        Country present = countries.get(country);
        return status == EnablementStatus.REMOVED
                || (present != null && (!present.isLive() || present.removed().contains(service)));
    }

    /** The open question; null while none is. */
    RemovalRequested question() {
        return question;
    }
}
