package dev.trunkline.operator.consent;

import dev.trunkline.contracts.EnablementStatus;
import dev.trunkline.contracts.Ids;
import dev.trunkline.contracts.event.EnablementChanged;
import dev.trunkline.contracts.event.EnablementChanged.CountryConsent;
import dev.trunkline.operator.feed.FeedEvent;
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
}
