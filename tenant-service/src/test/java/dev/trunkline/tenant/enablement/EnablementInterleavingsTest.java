package dev.trunkline.tenant.enablement;

import static dev.trunkline.contracts.OfferedService.CALLING;
import static dev.trunkline.contracts.OfferedService.CONFERENCING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.contracts.CompanySize;
import dev.trunkline.contracts.OfferedService;
import dev.trunkline.contracts.RemovalOutcome;
import dev.trunkline.contracts.RemovalScopeKind;
import dev.trunkline.contracts.event.EnablementChanged;
import dev.trunkline.contracts.event.EnablementContactChanged.Contact;
import dev.trunkline.contracts.event.RemovalScope;
import dev.trunkline.platform.problem.ProblemException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
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
 * Random interleavings of what a tenant does and of decisions that come late, twice, for another epoch or never. The seed stands in the name
 * of each run.
 */
class EnablementInterleavingsTest {

    private static final List<String> COUNTRIES = List.of("DE", "FR", "SE");
    private static final Contact CONTACT =
            new Contact("Ada Admin", "ada@contoso.example", CompanySize.L50_U249, null, null);

    /** A question that was put once; its answer may come at any time, any number of times. */
    private record Question(UUID removalId, int epoch, RemovalScope scope) {}

    private final List<Question> questions = new ArrayList<>();

    /** What number-service has decided, once for each question, long before this side may hear of it; accepted ones are its fences. */
    private final Map<UUID, RemovalOutcome> decisions = new HashMap<>();

    private final Map<String, Integer> countryEpochs = new HashMap<>();
    private long revision;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144, 233, 377, 610, 987, 1597})
    void neverLeaveWhatTheRulesAllow(long seed) {
        Random random = new Random(seed);
        Enablement enablement =
                Enablement.first(new EnablementKey(new UUID(1, 1), new UUID(2, 2)), consent(wanted(random)), moment());

        for (int step = 0; step < 400; step++) {
            EnablementChanged before = EnablementEvents.changed(enablement);
            long revisionBefore = enablement.revisions().current();
            String what = act(enablement, random);
            EnablementChanged after = EnablementEvents.changed(enablement);

            String where = "seed " + seed + ", step " + step + ": " + what;
            assertThat(enablement.contact() == null).as(where).isEqualTo(enablement.state() == EnablementState.REMOVED);
            assertThat(after.epoch()).as(where).isGreaterThanOrEqualTo(before.epoch());
            assertThat(after.equals(before) || enablement.revisions().current() > revisionBefore)
                    .as(where)
                    .isTrue();
            if (enablement.state() == EnablementState.REMOVED && before.status() != after.status()) {
                assertThat(what).as(where).startsWith("accept open OPERATOR");
            }
            if (enablement.state() != EnablementState.REMOVED) {
                assertThat(enablement.countries().stream().filter(ConsentedCountry::isLive))
                        .as(where)
                        .isNotEmpty();
            }
            assertNothingIsFencedThatShowsAsConsented(enablement, where);
            enablement.countries().forEach(country -> {
                assertThat(country.services()).as(where).isNotEmpty();
                assertThat(country.epoch())
                        .as(where)
                        .isGreaterThanOrEqualTo(countryEpochs.getOrDefault(country.country(), 1));
                countryEpochs.put(country.country(), country.epoch());
            });
        }
    }

    /** Or number-service would refuse its numbers for ever. While a question is open, its fence may be there already. */
    private void assertNothingIsFencedThatShowsAsConsented(Enablement enablement, String where) {
        if (enablement.removal() != null || enablement.state() == EnablementState.REMOVED) {
            return;
        }
        for (ConsentedCountry country : enablement.countries()) {
            if (country.isLive()) {
                for (OfferedService service : country.services()) {
                    assertThat(questions.stream()
                                    .filter(question -> decisions.get(question.removalId()) == RemovalOutcome.ACCEPTED)
                                    .filter(fence -> closes(fence, enablement.epoch(), country, service)))
                            .as("%s: fences before %s in %s", where, service, country.country())
                            .isEmpty();
                }
            }
        }
    }

    /** As number-service judges by its fences. */
    private static boolean closes(Question fence, int epoch, ConsentedCountry country, OfferedService service) {
        RemovalScope scope = fence.scope();
        if (scope.kind() == RemovalScopeKind.OPERATOR) {
            return fence.epoch() >= epoch;
        }
        return fence.epoch() == epoch
                && country.country().equals(scope.country())
                && Objects.requireNonNull(scope.countryEpoch()) >= country.epoch()
                && (scope.kind() == RemovalScopeKind.COUNTRY || service == scope.service());
    }

    private String act(Enablement enablement, Random random) {
        try {
            return switch (random.nextInt(8)) {
                case 0 -> enable(enablement, random);
                case 1 -> {
                    EnablementRules.requireLive(enablement);
                    if (enablement.state() == EnablementState.ACTIVE) {
                        enablement.suspend(moment());
                    } else {
                        enablement.resume(moment());
                    }
                    yield "suspend or resume";
                }
                case 2 -> {
                    EnablementRules.requireLive(enablement);
                    enablement.changeContact(CONTACT, moment());
                    yield "change contact";
                }
                case 3, 4 -> ask(enablement, random);
                default -> decide(enablement, random);
            };
        } catch (ProblemException refused) {
            return "refused: " + refused.type().slug();
        }
    }

    private String enable(Enablement enablement, Random random) {
        Map<String, Set<OfferedService>> wanted = wanted(random);
        if (enablement.state() == EnablementState.REMOVED) {
            int epoch = enablement.epoch();
            enablement.enableAgain(consent(wanted), moment());
            assertThat(enablement.epoch()).isEqualTo(epoch + 1);
            return "enable again";
        }
        EnablementRules.requireNoRemoval(enablement);
        enablement.countries().stream()
                .filter(ConsentedCountry::isLive)
                .forEach(country -> wanted.merge(country.country(), country.services(), (one, other) -> {
                    Set<OfferedService> both = EnumSet.copyOf(one);
                    both.addAll(other);
                    return both;
                }));
        EnablementRules.requireNothingDropped(enablement, wanted);
        enablement.update(consent(wanted), moment());
        return "update";
    }

    private String ask(Enablement enablement, Random random) {
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
        Question question = new Question(new UUID(random.nextLong(), random.nextLong()), enablement.epoch(), scope);
        enablement.requestRemoval(question.removalId(), scope, moment());
        questions.add(question);
        return "ask for " + wanted.kind();
    }

    private String decide(Enablement enablement, Random random) {
        if (questions.isEmpty()) {
            return "nothing to decide";
        }
        Question question = questions.get(questions.size() - 1 - Math.min(random.nextInt(4), questions.size() - 1));
        boolean open =
                enablement.removal() != null && enablement.removal().removalId().equals(question.removalId());
        assertThat(enablement.awaits(question.removalId(), question.epoch())).isEqualTo(open);
        assertThat(enablement.awaits(question.removalId(), question.epoch() + 1))
                .isFalse();
        RemovalOutcome outcome = decisions.computeIfAbsent(
                question.removalId(), any -> random.nextBoolean() ? RemovalOutcome.ACCEPTED : RemovalOutcome.REFUSED);
        if (!open) {
            return "late or repeated decision";
        }
        if (random.nextInt(3) == 0) {
            return "decided, but not heard of yet";
        }
        enablement.decide(outcome, moment());
        assertThat(enablement.removal()).isNull();
        return (outcome == RemovalOutcome.ACCEPTED ? "accept open " : "refuse open ")
                + question.scope().kind();
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

    private Moment moment() {
        revision++;
        return new Moment(Instant.ofEpochSecond(revision), revision, "generator");
    }
}
