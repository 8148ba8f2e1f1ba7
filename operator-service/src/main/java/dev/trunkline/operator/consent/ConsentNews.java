package dev.trunkline.operator.consent;

import dev.trunkline.contracts.EnablementStatus;
import dev.trunkline.contracts.Ids;
import dev.trunkline.contracts.event.EnablementChanged;
import dev.trunkline.contracts.event.EnablementChanged.CountryConsent;
import dev.trunkline.operator.feed.FeedEvent;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** What the operator's feed tells of a consent: no contact, which is read where it is kept. */
record ConsentNews(UUID tenantId, EnablementStatus status, int epoch, List<CountryConsent> countries) {

    static FeedEvent of(EnablementChanged change) {
        return new FeedEvent(
                change.operatorId(),
                Ids.next(),
                "consent.changed",
                change.tenantId(),
                change.tenantId().toString(),
                change.lastModifiedOn(),
                new ConsentNews(change.tenantId(), change.status(), change.epoch(), change.countries()));
    }

    /**
     * That the tenant named another contact, or its first one; who it is stands in the consent alone.
     *
     * @param contactChangedAt business time
     */
    static FeedEvent ofContact(ConsentKey consent, int epoch, Instant contactChangedAt) {
        record ContactNews(UUID tenantId, int epoch) {}
        return new FeedEvent(
                consent.operatorId(),
                Ids.next(),
                "consent.contact-changed",
                consent.tenantId(),
                consent.tenantId().toString(),
                contactChangedAt,
                new ContactNews(consent.tenantId(), epoch));
    }

    /** That the operator took the relationship to its customer a step on. */
    static FeedEvent ofRelationship(Consent consent, CustomerRelationship next, Instant at, String by) {
        record RelationshipNews(UUID tenantId, int epoch, CustomerRelationship customerRelationship, String by) {}
        return new FeedEvent(
                consent.operatorId(),
                Ids.next(),
                "consent.relationship-changed",
                consent.tenantId(),
                consent.tenantId().toString(),
                at,
                new RelationshipNews(consent.tenantId(), consent.epoch(), next, by));
    }
}
