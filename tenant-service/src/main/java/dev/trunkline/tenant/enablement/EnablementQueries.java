package dev.trunkline.tenant.enablement;

import dev.trunkline.platform.problem.ProblemException;
import dev.trunkline.platform.web.Page;
import dev.trunkline.platform.web.PageRequest;
import dev.trunkline.tenant.RequestDatabase;
import dev.trunkline.tenant.directory.DirectoryEntry;
import dev.trunkline.tenant.directory.DirectoryStore;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What a tenant reads of its consents, each answer in a short transaction of its own. */
@ApplicationScoped
class EnablementQueries {

    private final RequestDatabase database;
    private final EnablementStore enablements;
    private final RemovalStore removals;
    private final EnablementHistoryStore history;
    private final DirectoryStore directory;

    EnablementQueries(
            RequestDatabase database,
            EnablementStore enablements,
            RemovalStore removals,
            EnablementHistoryStore history,
            DirectoryStore directory) {
        this.database = database;
        this.enablements = enablements;
        this.removals = removals;
        this.history = history;
        this.directory = directory;
    }

    @Transactional
    EnablementService.Answer get(EnablementKey key) {
        return database.call(connection -> {
            Enablement enablement = enablements.find(connection, key).orElseThrow(EnablementQueries::unknown);
            Map<UUID, DirectoryEntry> operators = directory.find(connection, List.of(key.operatorId()));
            return new EnablementService.Answer(
                    EnablementView.of(enablement, operators.get(key.operatorId())),
                    enablement.revisions().current(),
                    false);
        });
    }

    /** A tenant's enablements, those that were removed too. */
    @Transactional
    Page<EnablementView> list(UUID tenantId, PageRequest page) {
        return database.call(connection -> {
            UUID afterOperator = page.after(UUID::fromString);
            List<Enablement> found = enablements.list(connection, tenantId, afterOperator, page.limit() + 1);
            Map<UUID, DirectoryEntry> operators = directory.find(
                    connection,
                    found.stream()
                            .map(enablement -> enablement.key().operatorId())
                            .toList());
            return Page.of(
                    found,
                    page,
                    enablement -> enablement.key().operatorId().toString(),
                    enablement -> EnablementView.of(
                            enablement, operators.get(enablement.key().operatorId())));
        });
    }

    @Transactional
    Removal removal(EnablementKey key, UUID removalId) {
        return database.call(connection -> removals.find(connection, key, removalId)
                .orElseThrow(() -> new ProblemException(
                        EnablementProblem.REMOVAL_UNKNOWN,
                        "Take the removal's address from the Location of the answer to the DELETE.")));
    }

    @Transactional
    Page<EnablementHistoryView> history(EnablementKey key, PageRequest page) {
        return database.call(connection -> {
            Long after = page.after(Long::valueOf);
            List<EnablementHistoryStore.Entry> entries =
                    history.list(connection, key, after == null ? 0 : after, page.limit() + 1);
            if (entries.isEmpty() && enablements.find(connection, key).isEmpty()) {
                throw unknown();
            }
            return Page.of(
                    entries, page, entry -> Long.toString(entry.historyId()), EnablementHistoryStore.Entry::view);
        });
    }

    static ProblemException unknown() {
        return new ProblemException(
                EnablementProblem.ENABLEMENT_UNKNOWN,
                "Enable the operator first with a PUT of countries, contact and accepted data-transfer notice.");
    }
}
