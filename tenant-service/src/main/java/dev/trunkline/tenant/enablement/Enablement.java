package dev.trunkline.tenant.enablement;

import dev.trunkline.contracts.OfferedService;
import dev.trunkline.contracts.RemovalOutcome;
import dev.trunkline.contracts.RemovalScopeKind;
import dev.trunkline.contracts.event.EnablementContactChanged.Contact;
import dev.trunkline.contracts.event.RemovalScope;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A tenant's consent to an operator. Every change is made under its row's lock; {@link EnablementRules} say beforehand which are
 * allowed, and how to go on when one is not.
 */
final class Enablement {

    /**
     * Revisions of an enablement.
     *
     * @param current after the last change
     * @param effect after the last change that number-service decides by
     * @param contact after the last change of the contact
     */
    record Revisions(long current, long effect, long contact) {}

    /**
     * Dates of an enablement.
     *
     * @param effectiveAt when number-service applied the revision {@link Revisions#effect}; null while it has not
     */
    record Dates(Instant enabledAt, Instant lastModifiedOn, @Nullable Instant effectiveAt) {}

    private final EnablementKey key;
    private Revisions revisions;
    private int epoch;
    private EnablementState state;
    private final ConsentedCountries countries;
    private @Nullable Contact contact;
    private Notice notice;
    private Dates dates;
    private @Nullable PendingRemoval removal;

    /** As it was stored. */
    Enablement(
            EnablementKey key,
            Revisions revisions,
            int epoch,
            EnablementState state,
            Collection<ConsentedCountry> countries,
            @Nullable Contact contact,
            Notice notice,
            Dates dates,
            @Nullable PendingRemoval removal) {
        this.key = key;
        this.revisions = revisions;
        this.epoch = epoch;
        this.state = state;
        this.contact = contact;
        this.notice = notice;
        this.dates = dates;
        this.removal = removal;
        this.countries = new ConsentedCountries(countries);
    }

    /** The first consent of the tenant to the operator. */
    static Enablement first(EnablementKey key, Consent consent, Moment moment) {
        Enablement enablement = new Enablement(
                key,
                new Revisions(moment.revision(), moment.revision(), moment.revision()),
                1,
                EnablementState.ACTIVE,
                Set.of(),
                consent.contact(),
                acceptedWith(consent, moment),
                new Dates(moment.at(), moment.at(), null),
                null);
        enablement.countries.add(consent.countries(), enablement.epoch);
        return enablement;
    }

    /** Consents anew after a removal, in a new epoch. */
    void enableAgain(Consent consent, Moment moment) {
        state = state.become(EnablementState.ACTIVE);
        epoch++;
        contact = consent.contact();
        notice = acceptedWith(consent, moment);
        dates = new Dates(moment.at(), moment.at(), null);
        revisions = new Revisions(moment.revision(), moment.revision(), moment.revision());
        countries.add(consent.countries(), epoch);
    }

    /** Adds what the consent has more, and takes over its contact. */
    void update(Consent consent, Moment moment) {
        if (consent.acceptedNotice() != null) {
            notice = new Notice(consent.acceptedNotice(), moment.actor(), moment.at());
        }
        if (!consent.contact().equals(contact)) {
            contact = consent.contact();
            revisions = new Revisions(revisions.current(), revisions.effect(), moment.revision());
        }
        if (adds(consent.countries())) {
            countries.add(consent.countries(), epoch);
            affected(moment);
        } else {
            touched(moment);
        }
    }

    void changeContact(Contact changed, Moment moment) {
        contact = changed;
        revisions = new Revisions(revisions.current(), revisions.effect(), moment.revision());
        touched(moment);
    }

    void suspend(Moment moment) {
        state = state.become(EnablementState.SUSPENDED);
        affected(moment);
    }

    void resume(Moment moment) {
        state = state.become(EnablementState.ACTIVE);
        affected(moment);
    }

    /** Puts the question whether {@code scope} may be withdrawn; until it is answered the scope shows as being removed. */
    void requestRemoval(UUID removalId, RemovalScope scope, Moment moment) {
        EnablementState before = null;
        switch (scope.kind()) {
            case OPERATOR -> {
                before = state;
                state = state.become(EnablementState.REMOVING);
            }
            case COUNTRY -> countries.put(countries.in(scope).removing());
            case SERVICE -> countries.in(scope);
        }
        removal = new PendingRemoval(removalId, scope, before);
        affected(moment);
    }

    /** Whether a decision answers the question that is open now; any other is late, repeated or foreign. */
    boolean awaits(UUID removalId, int decidedEpoch) {
        return removal != null && removal.removalId().equals(removalId) && epoch == decidedEpoch;
    }

    /** Takes number-service's answer to the open question. */
    void decide(RemovalOutcome outcome, Moment moment) {
        PendingRemoval decided = Objects.requireNonNull(removal, "no removal is open");
        removal = null;
        switch (outcome) {
            case ACCEPTED -> withdraw(decided.scope());
            case REFUSED -> keep(decided);
        }
        affected(moment);
    }

    /** Whether somebody relies on a state of this enablement that was made after the one that is known here. */
    boolean isBehind(int knownEpoch, long knownRevision) {
        return knownEpoch > epoch || knownRevision > revisions.current();
    }

    /** Goes on as it is, in the epoch and after the revision that others know already, so that they hear it. */
    void goOnFrom(int knownEpoch, Moment moment) {
        if (knownEpoch > epoch) {
            countries.move(epoch, knownEpoch);
            epoch = knownEpoch;
        }
        revisions = new Revisions(moment.revision(), moment.revision(), moment.revision());
        dates = new Dates(dates.enabledAt(), moment.at(), null);
    }

    /**
     * Puts the question of a removal back that was forgotten here, in the epochs it was asked in: whatever is added again after it has to
     * come after those.
     */
    void recallRemoval(UUID removalId, int askedEpoch, RemovalScope scope, Moment moment) {
        goOnFrom(askedEpoch, moment);
        if (scope.kind() != RemovalScopeKind.OPERATOR) {
            countries.put(countries.in(scope).atLeastIn(Objects.requireNonNull(scope.countryEpoch())));
        }
        requestRemoval(removalId, scope, moment);
    }

    /** Goes on as it is beyond a fence of number-service's, in a scope that was consented to anew since that was set. */
    void goOnBeyond(int fencedEpoch, RemovalScope scope, Moment moment) {
        switch (scope.kind()) {
            case OPERATOR -> goOnFrom(fencedEpoch + 1, moment);
            case COUNTRY, SERVICE -> {
                ConsentedCountry country = countries.in(scope);
                OfferedService service = scope.service();
                Set<OfferedService> fenced = service == null ? country.services() : Set.of(service);
                goOnFrom(epoch, moment);
                countries.put(country.beyond(Objects.requireNonNull(scope.countryEpoch()), fenced));
            }
        }
    }

    private void withdraw(RemovalScope scope) {
        switch (scope.kind()) {
            case OPERATOR -> {
                state = state.become(EnablementState.REMOVED);
                contact = null;
                countries.remove();
            }
            case COUNTRY -> countries.put(countries.in(scope).removed());
            case SERVICE -> countries.put(countries.in(scope).withoutService(Objects.requireNonNull(scope.service())));
        }
    }

    private void keep(PendingRemoval refused) {
        switch (refused.scope().kind()) {
            case OPERATOR -> state = state.become(Objects.requireNonNull(refused.stateBefore()));
            case COUNTRY -> countries.put(countries.in(refused.scope()).kept());
            case SERVICE -> {
                // Nothing showed as being removed.
            }
        }
    }

    /** Whether consenting so would add a country or a service. */
    boolean adds(Map<String, Set<OfferedService>> wanted) {
        return countries.lack(wanted);
    }

    private void touched(Moment moment) {
        revisions = new Revisions(moment.revision(), revisions.effect(), revisions.contact());
        dates = new Dates(dates.enabledAt(), moment.at(), dates.effectiveAt());
    }

    private void affected(Moment moment) {
        revisions = new Revisions(moment.revision(), moment.revision(), revisions.contact());
        dates = new Dates(dates.enabledAt(), moment.at(), null);
    }

    private static Notice acceptedWith(Consent consent, Moment moment) {
        String version = Objects.requireNonNull(consent.acceptedNotice(), "a consent begins with an accepted notice");
        return new Notice(version, moment.actor(), moment.at());
    }

    EnablementKey key() {
        return key;
    }

    Revisions revisions() {
        return revisions;
    }

    int epoch() {
        return epoch;
    }

    EnablementState state() {
        return state;
    }

    /** Every country there ever was, in order of its code. */
    Collection<ConsentedCountry> countries() {
        return countries.all();
    }

    /** The country of that code, removed ones included; null when there never was one. */
    @Nullable
    ConsentedCountry country(String code) {
        return countries.get(code);
    }

    @Nullable
    Contact contact() {
        return contact;
    }

    Notice notice() {
        return notice;
    }

    Dates dates() {
        return dates;
    }

    @Nullable
    PendingRemoval removal() {
        return removal;
    }
}
