package dev.trunkline.operator.directory;

import dev.trunkline.operator.database.PageKeys;
import dev.trunkline.platform.outbox.Outbox;
import dev.trunkline.platform.problem.ProblemError;
import dev.trunkline.platform.problem.ProblemException;
import dev.trunkline.platform.time.BusinessClock;
import dev.trunkline.platform.web.Caller;
import dev.trunkline.platform.web.EntityTags;
import dev.trunkline.platform.web.Page;
import dev.trunkline.platform.web.PageRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Registers, describes, retires and finds operators. */
@ApplicationScoped
class DirectoryService {

    private final DirectoryRepository repository;
    private final Outbox outbox;
    private final BusinessClock clock;
    private final Caller caller;

    DirectoryService(DirectoryRepository repository, Outbox outbox, BusinessClock clock, Caller caller) {
        this.repository = repository;
        this.outbox = outbox;
        this.clock = clock;
        this.caller = caller;
    }

    /** What a PUT came to. */
    record Kept(OperatorView view, boolean created) {}

    @Transactional
    Kept keep(UUID operatorId, PutOperatorRequest request, @Nullable String ifMatch) {
        DirectoryEntry entry = repository.lock(operatorId).orElse(null);
        if (entry == null && !caller.isPlatformAdmin()) {
            throw new ProblemException(
                    DirectoryProblem.REGISTRATION_RESERVED,
                    "Ask a platform admin to register this operator; from then on it keeps its entry itself.");
        }
        if (entry != null) {
            EntityTags.requireMatch(ifMatch, entry.revision());
        }
        requireAcceptable(operatorId, request, entry);
        long revision = clock.nextRevision(entry == null ? 0 : entry.revision());
        DirectoryEntry kept;
        if (entry == null) {
            kept = DirectoryEntry.register(operatorId, request, revision);
            repository.persistAndFlush(kept);
        } else {
            kept = entry;
            kept.describe(request, revision);
            repository.flush();
        }
        outbox.append(kept.changed());
        return new Kept(kept.view(), entry == null);
    }

    @Transactional
    OperatorView retire(UUID operatorId, @Nullable String ifMatch) {
        DirectoryEntry entry = repository.lock(operatorId).orElseThrow(DirectoryProblem::operatorNotFound);
        if (ifMatch != null) {
            EntityTags.requireMatch(ifMatch, entry.revision());
        }
        if (entry.retire(clock.nextRevision(entry.revision()))) {
            repository.flush();
            outbox.append(entry.changed());
        }
        return entry.view();
    }

    @Transactional
    OperatorView get(UUID operatorId) {
        return repository
                .findByIdOptional(operatorId)
                .orElseThrow(DirectoryProblem::operatorNotFound)
                .view();
    }

    @Transactional
    Page<OperatorView> list(DirectoryFilter filter, PageRequest page) {
        UUID after = PageKeys.uuid(page);
        List<DirectoryEntry> entries = repository.list(filter.criteria(), after, page.limit() + 1);
        return Page.of(entries, page, entry -> entry.operatorId().toString(), DirectoryEntry::view);
    }

    private static void requireAcceptable(
            UUID operatorId, PutOperatorRequest request, @Nullable DirectoryEntry present) {
        List<ProblemError> errors = new ArrayList<>(OfferCheck.errorsOf(request.offers()));
        readOnly("operatorId", request.operatorId(), operatorId, errors);
        if (present != null) {
            OperatorView view = present.view();
            readOnly("status", request.status(), view.status(), errors);
            readOnly("regions", request.regions(), view.regions(), errors);
            readOnly("revision", request.revision(), view.revision(), errors);
        }
        if (!errors.isEmpty()) {
            throw new ProblemException(
                    DirectoryProblem.ENTRY_REFUSED,
                    "Correct what errors names and send the whole entry again.",
                    errors);
        }
    }

    private static void readOnly(String field, @Nullable Object sent, Object present, List<ProblemError> errors) {
        if (sent != null && !Objects.equals(sent, present)) {
            errors.add(new ProblemError(
                    "read-only", field + " cannot be set: leave it out or send it as it was read.", "/" + field));
        }
    }
}
