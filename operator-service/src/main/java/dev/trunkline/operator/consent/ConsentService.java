package dev.trunkline.operator.consent;

import dev.trunkline.operator.database.PageKeys;
import dev.trunkline.operator.database.RequestDatabase;
import dev.trunkline.platform.problem.ProblemException;
import dev.trunkline.platform.web.Page;
import dev.trunkline.platform.web.PageRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.UUID;

/** Shows an operator the consents addressed to it. */
@ApplicationScoped
class ConsentService {

    private final RequestDatabase database;
    private final ConsentStore store;

    ConsentService(RequestDatabase database, ConsentStore store) {
        this.database = database;
        this.store = store;
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
                .orElseThrow(
                        () -> new ProblemException(
                                ConsentProblem.CONSENT_NOT_FOUND,
                                "No tenant with this id has consented to this operator; list those that have with GET …/consents."));
    }
}
