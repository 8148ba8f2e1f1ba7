package dev.trunkline.tenant.enablement;

import dev.trunkline.contracts.event.EnablementContactChanged.Contact;
import dev.trunkline.platform.outbox.Outbox;
import dev.trunkline.platform.problem.PlatformProblem;
import dev.trunkline.platform.problem.ProblemError;
import dev.trunkline.platform.problem.ProblemException;
import dev.trunkline.platform.web.Caller;
import dev.trunkline.platform.web.EntityTags;
import dev.trunkline.tenant.RequestDatabase;
import dev.trunkline.tenant.directory.DirectoryEntry;
import dev.trunkline.tenant.directory.DirectoryStore;
import dev.trunkline.tenant.enablement.EnableOperatorRequest.ContactRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a tenant does with its consents. */
@ApplicationScoped
class EnablementService {

    private final RequestDatabase database;
    private final EnablementStore enablements;
    private final EnablementHistoryStore history;
    private final EnablementChanges changes;
    private final DirectoryStore directory;
    private final Outbox outbox;
    private final Caller caller;
    private final NoticeConfig noticeConfig;

    EnablementService(
            RequestDatabase database,
            EnablementStore enablements,
            EnablementHistoryStore history,
            EnablementChanges changes,
            DirectoryStore directory,
            Outbox outbox,
            Caller caller,
            NoticeConfig noticeConfig) {
        this.database = database;
        this.enablements = enablements;
        this.history = history;
        this.changes = changes;
        this.directory = directory;
        this.outbox = outbox;
        this.caller = caller;
        this.noticeConfig = noticeConfig;
    }

    /**
     * An enablement and what its caller needs to go on.
     *
     * @param created whether this consent began with the request
     */
    record Answer(EnablementView view, long revision, boolean created) {}

    /** Consents, consents again, or adds to a consent. */
    @Transactional
    Answer enable(EnablementKey key, EnableOperatorRequest request, @Nullable String ifMatch) {
        return database.call(connection -> {
            // The directory before the enablement, as the inbox takes them.
            DirectoryEntry operator =
                    directory.hold(connection, key.operatorId()).orElse(null);
            Enablement present = enablements.lock(connection, key).orElse(null);
            boolean begins = present == null || present.state() == EnablementState.REMOVED;
            if (present != null && (!begins || ifMatch != null)) {
                EntityTags.requireMatch(ifMatch, present.revisions().current());
            }
            if (present != null && !begins) {
                EnablementRules.requireNoRemoval(present);
            }
            Consent consent = new ConsentValidation(operator, present, noticeConfig.version()).check(request);
            Enablement enablement;
            if (present == null || begins) {
                enablement = begin(connection, key, present, consent);
            } else {
                EnablementRules.requireNothingDropped(present, consent.countries());
                enablement = present;
                update(connection, enablement, consent);
            }
            return new Answer(
                    EnablementView.of(enablement, operator),
                    enablement.revisions().current(),
                    begins);
        });
    }

    private Enablement begin(Connection connection, EnablementKey key, @Nullable Enablement former, Consent consent)
            throws SQLException {
        Moment moment = enablements.next(
                connection, former == null ? 0 : former.revisions().current(), caller.subject());
        Enablement enablement;
        if (former == null) {
            enablement = Enablement.first(key, consent, moment);
            enablements.insert(connection, enablement);
            history.append(connection, enablement, EnablementAction.ENABLED, null, moment, null);
        } else {
            enablement = former;
            enablement.enableAgain(consent, moment);
            enablements.update(connection, enablement);
            history.append(
                    connection, enablement, EnablementAction.ENABLED_AGAIN, EnablementState.REMOVED, moment, null);
        }
        outbox.append(EnablementEvents.changed(enablement));
        outbox.append(EnablementEvents.contactChanged(enablement));
        return enablement;
    }

    /** Adds a country, or services to one; the rest of the enablement stays as it is. */
    @Transactional
    Answer putCountry(EnablementKey key, String country, PutCountryRequest request, @Nullable String ifMatch) {
        return database.call(connection -> {
            DirectoryEntry operator =
                    directory.hold(connection, key.operatorId()).orElse(null);
            Enablement enablement = changes.lock(connection, key);
            EntityTags.requireMatch(ifMatch, enablement.revisions().current());
            EnablementRules.requireNoRemoval(enablement);
            Consent consent = new ConsentValidation(operator, enablement, noticeConfig.version())
                    .checkCountry(country, request, enablement);
            EnablementRules.requireNoServiceDropped(enablement, country, consent.countries());
            update(connection, enablement, consent);
            return answer(connection, enablement);
        });
    }

    private void update(Connection connection, Enablement enablement, Consent consent) throws SQLException {
        List<EnablementAction> actions = new ArrayList<>();
        if (consent.acceptedNotice() != null) {
            actions.add(EnablementAction.NOTICE_ACCEPTED);
        }
        if (enablement.adds(consent.countries())) {
            actions.add(EnablementAction.COUNTRIES_ADDED);
        }
        boolean contactChanged = !consent.contact().equals(enablement.contact());
        if (contactChanged) {
            actions.add(EnablementAction.CONTACT_CHANGED);
        }
        if (actions.isEmpty()) {
            return;
        }
        Moment moment = changes.next(connection, enablement);
        enablement.update(consent, moment);
        enablements.update(connection, enablement);
        for (EnablementAction action : actions) {
            history.append(connection, enablement, action, enablement.state(), moment, null);
        }
        outbox.append(EnablementEvents.changed(enablement));
        if (contactChanged) {
            outbox.append(EnablementEvents.contactChanged(enablement));
        }
    }

    @Transactional
    Answer changeContact(EnablementKey key, ContactRequest request, @Nullable String ifMatch) {
        return database.call(connection -> {
            Enablement enablement = changes.lock(connection, key);
            EntityTags.requireMatch(ifMatch, enablement.revisions().current());
            EnablementRules.requireLive(enablement);
            List<ProblemError> errors = new ArrayList<>();
            Contact contact = new ContactValidation(errors, "").check(request);
            if (contact == null || !errors.isEmpty()) {
                throw new ProblemException(
                        PlatformProblem.VALIDATION_FAILED,
                        "Correct every member named in errors and send the contact again.",
                        errors);
            }
            if (!contact.equals(enablement.contact())) {
                Moment moment = changes.next(connection, enablement);
                enablement.changeContact(contact, moment);
                changes.save(
                        connection, enablement, EnablementAction.CONTACT_CHANGED, enablement.state(), moment, null);
                outbox.append(EnablementEvents.contactChanged(enablement));
            }
            return answer(connection, enablement);
        });
    }

    /** Lets no new orders and uploads come; one that is suspended already stays so. */
    @Transactional
    Answer suspend(EnablementKey key, @Nullable String ifMatch) {
        return move(key, ifMatch, EnablementState.SUSPENDED, EnablementAction.SUSPENDED);
    }

    @Transactional
    Answer resume(EnablementKey key, @Nullable String ifMatch) {
        return move(key, ifMatch, EnablementState.ACTIVE, EnablementAction.RESUMED);
    }

    private Answer move(EnablementKey key, @Nullable String ifMatch, EnablementState target, EnablementAction action) {
        return database.call(connection -> {
            Enablement enablement = changes.lock(connection, key);
            if (ifMatch != null) {
                EntityTags.requireMatch(ifMatch, enablement.revisions().current());
            }
            EnablementRules.requireLive(enablement);
            EnablementState before = enablement.state();
            if (before != target) {
                Moment moment = changes.next(connection, enablement);
                if (target == EnablementState.SUSPENDED) {
                    enablement.suspend(moment);
                } else {
                    enablement.resume(moment);
                }
                changes.save(connection, enablement, action, before, moment, null);
            }
            return answer(connection, enablement);
        });
    }

    private Answer answer(Connection connection, Enablement enablement) throws SQLException {
        DirectoryEntry operator = directory
                .find(connection, List.of(enablement.key().operatorId()))
                .get(enablement.key().operatorId());
        return new Answer(
                EnablementView.of(enablement, operator), enablement.revisions().current(), false);
    }
}
