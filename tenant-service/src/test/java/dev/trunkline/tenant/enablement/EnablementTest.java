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
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class EnablementTest {

    private static final EnablementKey KEY = new EnablementKey(new UUID(1, 1), new UUID(2, 2));
    private static final Contact CONTACT =
            new Contact("Ada Admin", "ada@contoso.example", CompanySize.L50_U249, null, null);

    private long revision;

    @Test
    void beginsInItsFirstEpoch() {
        Enablement enablement = enabled(Map.of("DE", Set.of(CALLING)));

        assertThat(enablement.epoch()).isEqualTo(1);
        assertThat(enablement.state()).isEqualTo(EnablementState.ACTIVE);
        assertThat(enablement.country("DE").epoch()).isEqualTo(1);
    }

    @Test
    void isInANewEpochWithAllItsCountriesWhenEnabledAgain() {
        Enablement enablement = enabled(Map.of("DE", Set.of(CALLING), "FR", Set.of(CALLING)));
        remove(enablement, RemovalScope.operator(), RemovalOutcome.ACCEPTED);

        enablement.enableAgain(consent(Map.of("DE", Set.of(CALLING, CONFERENCING))), moment());

        assertThat(enablement.epoch()).isEqualTo(2);
        assertThat(enablement.country("DE").epoch()).isEqualTo(2);
        EnablementChanged event = EnablementEvents.changed(enablement);
        assertThat(event.countries())
                .extracting(EnablementChanged.CountryConsent::country)
                .containsExactly("DE");
    }

    @Test
    void losesItsContactWithItsRemoval() {
        Enablement enablement = enabled(Map.of("DE", Set.of(CALLING)));

        remove(enablement, RemovalScope.operator(), RemovalOutcome.ACCEPTED);

        assertThat(enablement.state()).isEqualTo(EnablementState.REMOVED);
        assertThat(enablement.contact()).isNull();
        assertThat(enablement.country("DE").state()).isEqualTo(CountryState.REMOVED);
    }

    @Test
    void isSuspendedAgainWhenItsRemovalWhileSuspendedIsRefused() {
        Enablement enablement = enabled(Map.of("DE", Set.of(CALLING)));
        enablement.suspend(moment());

        remove(enablement, RemovalScope.operator(), RemovalOutcome.REFUSED);

        assertThat(enablement.state()).isEqualTo(EnablementState.SUSPENDED);
        assertThat(enablement.contact()).isEqualTo(CONTACT);
        assertThat(enablement.removal()).isNull();
    }

    @Test
    void awaitsOnlyTheDecisionThatNamesTheOpenRemovalInTheSameEpoch() {
        Enablement enablement = enabled(Map.of("DE", Set.of(CALLING)));
        UUID removalId = new UUID(9, 9);
        enablement.requestRemoval(removalId, RemovalScope.operator(), moment());

        assertThat(enablement.awaits(removalId, 1)).isTrue();
        assertThat(enablement.awaits(removalId, 2)).isFalse();
        assertThat(enablement.awaits(new UUID(9, 8), 1)).isFalse();

        enablement.decide(RemovalOutcome.REFUSED, moment());

        assertThat(enablement.awaits(removalId, 1)).isFalse();
    }

    @Test
    void raisesTheEpochOfACountryThatIsAddedAgain() {
        Enablement enablement = enabled(Map.of("DE", Set.of(CALLING), "FR", Set.of(CALLING)));
        remove(enablement, new RemovalScope(RemovalScopeKind.COUNTRY, "FR", 1, null), RemovalOutcome.ACCEPTED);
        assertThat(enablement.country("FR").isLive()).isFalse();

        enablement.update(consent(Map.of("DE", Set.of(CALLING), "FR", Set.of(CALLING))), moment());

        assertThat(enablement.country("FR").epoch()).isEqualTo(2);
        assertThat(enablement.country("DE").epoch()).isEqualTo(1);
        assertThat(enablement.epoch()).isEqualTo(1);
    }

    @Test
    void raisesTheEpochOfACountryToWhichAWithdrawnServiceIsAddedAgainButNotForANewOne() {
        Enablement enablement = enabled(Map.of("DE", Set.of(CALLING, CONFERENCING)));
        remove(enablement, new RemovalScope(RemovalScopeKind.SERVICE, "DE", 1, CONFERENCING), RemovalOutcome.ACCEPTED);
        assertThat(enablement.country("DE").services()).containsExactly(CALLING);

        enablement.update(consent(Map.of("DE", Set.of(CALLING, OfferedService.PHONE_MOBILE))), moment());
        assertThat(enablement.country("DE").epoch()).isEqualTo(1);

        enablement.update(consent(Map.of("DE", Set.of(CALLING, CONFERENCING, OfferedService.PHONE_MOBILE))), moment());
        assertThat(enablement.country("DE").epoch()).isEqualTo(2);
        assertThat(enablement.country("DE").since())
                .isEqualTo(Map.of(CALLING, 1, OfferedService.PHONE_MOBILE, 1, CONFERENCING, 2));
    }

    @Test
    void consentsToEverythingAnewInACountryThatIsAddedAgain() {
        Enablement enablement = enabled(Map.of("DE", Set.of(CALLING), "FR", Set.of(CALLING, CONFERENCING)));
        remove(enablement, new RemovalScope(RemovalScopeKind.COUNTRY, "FR", 1, null), RemovalOutcome.ACCEPTED);

        enablement.update(consent(Map.of("DE", Set.of(CALLING), "FR", Set.of(CALLING))), moment());

        assertThat(enablement.country("FR").since()).isEqualTo(Map.of(CALLING, 2));
    }

    @Test
    void isWaitedForAgainAfterEveryChangeButOneOfTheContact() {
        Enablement enablement = enabled(Map.of("DE", Set.of(CALLING)));
        long effect = enablement.revisions().effect();

        enablement.changeContact(new Contact("Bob", "bob@contoso.example", CompanySize.L10000, null, null), moment());
        assertThat(enablement.revisions().effect()).isEqualTo(effect);
        assertThat(enablement.revisions().contact()).isEqualTo(revision);

        enablement.suspend(moment());
        assertThat(enablement.revisions().effect()).isEqualTo(revision);
    }

    private Enablement enabled(Map<String, Set<OfferedService>> countries) {
        return Enablement.first(KEY, consent(countries), moment());
    }

    private static Consent consent(Map<String, Set<OfferedService>> countries) {
        return new Consent(countries, CONTACT, "2026-01");
    }

    private void remove(Enablement enablement, RemovalScope scope, RemovalOutcome outcome) {
        enablement.requestRemoval(UUID.randomUUID(), scope, moment());
        enablement.decide(outcome, moment());
    }

    private Moment moment() {
        revision++;
        return new Moment(Instant.ofEpochSecond(revision), revision, "tester");
    }
}
