package dev.trunkline.tenant.enablement;

import static dev.trunkline.contracts.OfferedService.CALLING;
import static dev.trunkline.contracts.OfferedService.CONFERENCING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.contracts.CompanySize;
import dev.trunkline.contracts.EnablementStatus;
import dev.trunkline.contracts.OfferedService;
import dev.trunkline.contracts.RemovalOutcome;
import dev.trunkline.contracts.RemovalScopeKind;
import dev.trunkline.contracts.event.EnablementChanged;
import dev.trunkline.contracts.event.EnablementContactChanged.Contact;
import dev.trunkline.contracts.event.RemovalDecided;
import dev.trunkline.contracts.event.RemovalScope;
import dev.trunkline.platform.problem.ProblemException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random consents and withdrawals with restores to any earlier moment among them. number-service remembers everything: its fences, its
 * decisions, the last state that it applied. The seed stands in the name of each run.
 */
class RestorationInterleavingsTest {

    private static final List<String> COUNTRIES = List.of("DE", "FR", "SE");
    private static final Contact CONTACT =
            new Contact("Ada Admin", "ada@contoso.example", CompanySize.L50_U249, null, null);

    /** What a backup has: the enablement, the removals that it knows, and its history. */
    private record Backup(Enablement enablement, Set<UUID> removals, List<Entry> history) {}

    /** What was consented to from a moment on. */
    private record Entry(Instant at, Map<String, Set<OfferedService>> consented) {}

    private final List<Backup> backups = new ArrayList<>();
    private final Map<UUID, RemovalDecided> decisions = new LinkedHashMap<>();
    private final Map<UUID, Instant> askedAt = new HashMap<>();
    private Enablement enablement;
    private Set<UUID> removals = new HashSet<>();
    private List<Entry> history = new ArrayList<>();
    private int appliedEpoch;
    private long appliedRevision;
    private long clock;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144, 233, 377, 610, 987, 1597})
    void leaveNothingClosedThatShowsAsConsentedAndBothSidesAlike(long seed) {
        Random random = new Random(seed);
        enablement =
                Enablement.first(new EnablementKey(new UUID(1, 1), new UUID(2, 2)), consent(wanted(random)), moment());
        for (int step = 0; step < 300; step++) {
            changed();
            if (random.nextInt(4) > 0) {
                tell();
            }
            if (random.nextInt(10) == 0) {
                backups.add(backup());
            }
            if (!backups.isEmpty() && random.nextInt(20) == 0) {
                restore(backups.get(random.nextInt(backups.size())));
            }
            String what = "seed " + seed + ", step " + step + ": " + act(random);
            changed();
            settle(random, what);
        }
    }

    private Backup backup() {
        return new Backup(copy(enablement), new HashSet<>(removals), new ArrayList<>(history));
    }

    private void restore(Backup backup) {
        enablement = copy(backup.enablement());
        removals = new HashSet<>(backup.removals());
        history = new ArrayList<>(backup.history());
    }

    private static Enablement copy(Enablement from) {
        return new Enablement(
                from.key(),
                from.revisions(),
                from.epoch(),
                from.state(),
                List.copyOf(from.countries()),
                from.contact(),
                from.notice(),
                from.dates(),
                from.removal());
    }

    private String act(Random random) {
        try {
            if (random.nextInt(3) > 0) {
                Map<String, Set<OfferedService>> wanted = wanted(random);
                if (enablement.state() == EnablementState.REMOVED) {
                    enablement.enableAgain(consent(wanted), moment());
                    return "enable again";
                }
                EnablementRules.requireNoRemoval(enablement);
                enablement.update(consent(wanted), moment());
                return "add " + wanted;
            }
            return ask(random);
        } catch (ProblemException refused) {
            return "refused: " + refused.type().slug();
        }
    }

    private String ask(Random random) {
        String country = COUNTRIES.get(random.nextInt(COUNTRIES.size()));
        RemovalScope wanted =
                switch (random.nextInt(3)) {
                    case 0 -> RemovalScope.operator();
                    case 1 -> new RemovalScope(RemovalScopeKind.COUNTRY, country, null, null);
                    default -> new RemovalScope(RemovalScopeKind.SERVICE, country, null, CALLING);
                };
        EnablementRules.requireRemovable(enablement, wanted);
        RemovalScope scope = wanted.kind() == RemovalScopeKind.OPERATOR
                ? wanted
                : new RemovalScope(
                        wanted.kind(),
                        country,
                        EnablementRules.liveCountry(enablement, country).epoch(),
                        wanted.service());
        UUID removalId = new UUID(random.nextLong(), random.nextLong());
        Moment moment = moment();
        enablement.requestRemoval(removalId, scope, moment);
        removals.add(removalId);
        askedAt.put(removalId, moment.at());
        return "ask for " + scope;
    }

    /** Questions are answered and states told until there is no more to say. */
    private void settle(Random random, String what) {
        int rounds = 0;
        do {
            PendingRemoval open = enablement.removal();
            if (open != null) {
                take(decisions.computeIfAbsent(open.removalId(), id -> decide(id, open.scope(), random)));
            }
            tell();
            assertThat(++rounds).as(what).isLessThan(50);
        } while (enablement.removal() != null
                || appliedRevision != enablement.revisions().current());

        assertThat(appliedEpoch).as(what).isEqualTo(enablement.epoch());
        List<RemovalDecided> closing = decisions.values().stream()
                .filter(decided -> Restoration.closes(decided, enablement))
                .filter(decided -> !Restoration.isLast(decided.scope(), enablement))
                .toList();
        assertThat(closing).as(what).isEmpty();
    }

    private RemovalDecided decide(UUID removalId, RemovalScope scope, Random random) {
        return new RemovalDecided(
                removalId,
                enablement.key().tenantId(),
                enablement.key().operatorId(),
                enablement.epoch(),
                scope,
                random.nextInt(3) > 0 ? RemovalOutcome.ACCEPTED : RemovalOutcome.REFUSED,
                0,
                0,
                List.of(),
                moment().at(),
                Objects.requireNonNull(askedAt.get(removalId)));
    }

    /** number-service hears the present state, says forgotten decisions again, and what it has applied. */
    private void tell() {
        EnablementChanged change = EnablementEvents.changed(enablement);
        if (change.revision() > appliedRevision && change.epoch() >= appliedEpoch) {
            appliedRevision = change.revision();
            appliedEpoch = change.epoch();
        }
        int newest = Math.max(change.epoch(), appliedEpoch);
        int epoch = appliedEpoch;
        long revision = appliedRevision;
        if (change.status() != EnablementStatus.REMOVED && change.removalId() == null) {
            List<RemovalDecided> again = new ArrayList<>(decisions.values().stream()
                    .filter(decided -> decided.epoch() >= newest && Restoration.closes(decided, enablement))
                    .sorted(Comparator.comparingInt(RemovalDecided::epoch))
                    .toList());
            again.forEach(this::take);
        }
        catchUp(epoch, revision);
    }

    /** As the inbox takes a decision. */
    private void take(RemovalDecided decided) {
        if (enablement.awaits(decided.removalId(), decided.epoch())) {
            enablement.decide(decided.outcome(), moment());
        } else if (Restoration.closes(decided, enablement) && !removals.contains(decided.removalId())) {
            switch (Restoration.judge(enablement, decided, consentedSince(decided.scope()))) {
                case REMOVAL_RECALLED -> {
                    enablement.recallRemoval(decided.removalId(), decided.epoch(), decided.scope(), moment());
                    removals.add(decided.removalId());
                    enablement.decide(decided.outcome(), moment());
                }
                case CONSENT_RENEWED -> enablement.goOnBeyond(decided.epoch(), decided.scope(), moment());
                case NOTHING_FORGOTTEN -> {
                    // The last one stays until there is another.
                }
            }
        }
        changed();
    }

    private void catchUp(int epoch, long revision) {
        if (enablement.removal() == null && enablement.isBehind(epoch, revision)) {
            enablement.goOnFrom(epoch, moment());
        }
    }

    private void changed() {
        Map<String, Set<OfferedService>> consented = new TreeMap<>();
        if (enablement.state() != EnablementState.REMOVED) {
            enablement.countries().stream()
                    .filter(ConsentedCountry::isLive)
                    .forEach(country -> consented.put(country.country(), country.services()));
        }
        if (history.isEmpty() || !history.get(history.size() - 1).consented().equals(consented)) {
            history.add(new Entry(enablement.dates().lastModifiedOn(), consented));
        }
    }

    private Instant consentedSince(RemovalScope scope) {
        if (scope.country() == null) {
            return enablement.dates().enabledAt();
        }
        Instant since = enablement.dates().lastModifiedOn();
        for (int i = history.size() - 1; i >= 0; i--) {
            Set<OfferedService> services = history.get(i).consented().get(scope.country());
            if (services == null || (scope.service() != null && !services.contains(scope.service()))) {
                break;
            }
            since = history.get(i).at();
        }
        return since;
    }

    private static Map<String, Set<OfferedService>> wanted(Random random) {
        Map<String, Set<OfferedService>> wanted = new TreeMap<>();
        wanted.put(COUNTRIES.get(random.nextInt(COUNTRIES.size())), EnumSet.of(CALLING));
        wanted.put(COUNTRIES.get(random.nextInt(COUNTRIES.size())), EnumSet.of(CALLING, CONFERENCING));
        return wanted;
    }

    private static Consent consent(Map<String, Set<OfferedService>> countries) {
        return new Consent(countries, CONTACT, "2026-01");
    }

    /** The clock goes on through restores, and so do revisions. */
    private Moment moment() {
        clock++;
        return new Moment(Instant.ofEpochSecond(clock), clock, "generator");
    }
}
