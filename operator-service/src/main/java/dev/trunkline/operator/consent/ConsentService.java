package dev.trunkline.operator.consent;

import dev.trunkline.contracts.EnablementStatus;
import dev.trunkline.operator.database.PageKeys;
import dev.trunkline.operator.database.RequestDatabase;
import dev.trunkline.platform.problem.ProblemError;
import dev.trunkline.platform.problem.ProblemException;
import dev.trunkline.platform.time.BusinessClock;
import dev.trunkline.platform.web.Caller;
import dev.trunkline.platform.web.EntityTags;
import dev.trunkline.platform.web.MergePatch;
import dev.trunkline.platform.web.Page;
import dev.trunkline.platform.web.PageRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Shows an operator the consents addressed to it, and keeps its relationship to the customers. */
@ApplicationScoped
class ConsentService {

    private final RequestDatabase database;
    private final ConsentStore store;
    private final RelationshipStore relationships;
    private final BusinessClock clock;
    private final Caller caller;

    ConsentService(
            RequestDatabase database,
            ConsentStore store,
            RelationshipStore relationships,
            BusinessClock clock,
            Caller caller) {
        this.database = database;
        this.store = store;
        this.relationships = relationships;
        this.clock = clock;
        this.caller = caller;
    }

    @Transactional
    Page<ConsentView> list(UUID operatorId, PageRequest page) {
        List<Consent> consents =
                database.call(connection -> store.list(connection, operatorId, PageKeys.uuid(page), page.limit() + 1));
        return Page.of(consents, page, consent -> consent.tenantId().toString(), ConsentView::of);
    }

    @Transactional
    Consent get(UUID operatorId, UUID tenantId) {
        return database.call(connection -> store.find(connection, operatorId, tenantId))
                .orElseThrow(ConsentService::notFound);
    }

    /** Takes the customer relationship a step on; the step that it is at already changes nothing. */
    @Transactional
    Consent patch(UUID operatorId, UUID tenantId, MergePatch patch, @Nullable String ifMatch) {
        return database.call(connection -> {
            Consent consent = store.lock(connection, operatorId, tenantId).orElseThrow(ConsentService::notFound);
            EntityTags.requireMatch(ifMatch, consent.version());
            PatchConsentRequest request = patch.applyTo(new PatchConsentRequest(consent.relationship(), null));
            CustomerRelationship next = request.customerRelationship();
            if (Objects.equals(next, consent.relationship())) {
                return consent;
            }
            requireStep(consent, next);
            if (next == null
                    || (next.needsComment()
                            && (request.comment() == null || request.comment().isBlank()))) {
                throw new ProblemException(
                        ConsentProblem.COMMENT_REQUIRED,
                        "Say why in comment.",
                        List.of(new ProblemError("required", "Say why.", "/comment")));
            }
            relationships.advance(
                    connection,
                    consent,
                    next,
                    request.comment(),
                    clock.now(),
                    caller.subject(),
                    clock.nextRevision(consent.version()));
            return store.find(connection, operatorId, tenantId).orElseThrow(ConsentService::notFound);
        });
    }

    @Transactional
    Page<RelationshipStepView> history(UUID operatorId, UUID tenantId, PageRequest page) {
        Long after = PageKeys.number(page);
        List<RelationshipStepView> steps = database.call(connection -> {
            if (store.find(connection, operatorId, tenantId).isEmpty()) {
                throw notFound();
            }
            return relationships.steps(connection, operatorId, tenantId, after == null ? 0 : after, page.limit() + 1);
        });
        return Page.of(steps, page, step -> Integer.toString(step.step()), step -> step);
    }

    private static void requireStep(Consent consent, @Nullable CustomerRelationship next) {
        if (consent.status() == EnablementStatus.REMOVED) {
            throw new ProblemException(
                    ConsentProblem.CONSENT_ENDED,
                    "The tenant removed its consent; should it consent again, the relationship begins anew.");
        }
        CustomerRelationship present = consent.relationship();
        boolean legal = next != null && (present == null ? next.canBegin() : present.canBecome(next));
        if (!legal) {
            throw new ProblemException(
                    ConsentProblem.RELATIONSHIP_STATE,
                    "The customer relationship is %s and cannot become %s: it only goes forward."
                            .formatted(present == null ? "none" : present.wire(), next == null ? "none" : next.wire()));
        }
    }

    private static ProblemException notFound() {
        return new ProblemException(
                ConsentProblem.CONSENT_NOT_FOUND,
                "No tenant with this id has consented to this operator; list those that have with GET …/consents.");
    }
}
