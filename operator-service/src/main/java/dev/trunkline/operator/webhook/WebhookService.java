package dev.trunkline.operator.webhook;

import dev.trunkline.contracts.Ids;
import dev.trunkline.operator.database.PageKeys;
import dev.trunkline.operator.database.RequestDatabase;
import dev.trunkline.platform.problem.ProblemError;
import dev.trunkline.platform.problem.ProblemException;
import dev.trunkline.platform.time.BusinessClock;
import dev.trunkline.platform.web.Caller;
import dev.trunkline.platform.web.EntityTags;
import dev.trunkline.platform.web.Page;
import dev.trunkline.platform.web.PageRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Keeps operators' webhooks and shows what was sent to them. */
@ApplicationScoped
class WebhookService {

    private final RequestDatabase database;
    private final WebhookStore store;
    private final DeliveryStore deliveries;
    private final WebhookConfig config;
    private final BusinessClock clock;
    private final Caller caller;

    WebhookService(
            RequestDatabase database,
            WebhookStore store,
            DeliveryStore deliveries,
            WebhookConfig config,
            BusinessClock clock,
            Caller caller) {
        this.database = database;
        this.store = store;
        this.deliveries = deliveries;
        this.config = config;
        this.clock = clock;
        this.caller = caller;
    }

    /** Registers a webhook; it is sent what happens from now on. */
    @Transactional
    WebhookView register(UUID operatorId, RegisterWebhookRequest request) {
        requireAllowed(request.url());
        byte[] secret = Signature.newSecret();
        UUID webhookId = Ids.next();
        return database.call(connection -> {
            if (store.list(connection, operatorId, null, config.perOperator()).size() >= config.perOperator()) {
                throw new ProblemException(
                        WebhookProblem.TOO_MANY_WEBHOOKS,
                        "Delete a webhook that is not needed any more; an operator may have " + config.perOperator()
                                + ".");
            }
            Webhook webhook = new Webhook(
                    webhookId,
                    operatorId,
                    request.url(),
                    request.types() == null ? List.of() : request.types(),
                    request.description(),
                    0,
                    clock.now(),
                    caller.subject(),
                    clock.nextRevision(0));
            store.insert(connection, webhook, secret);
            return WebhookView.of(find(connection, operatorId, webhookId), Signature.text(secret));
        });
    }

    @Transactional
    Page<WebhookView> list(UUID operatorId, PageRequest page) {
        List<Webhook> webhooks =
                database.call(connection -> store.list(connection, operatorId, PageKeys.uuid(page), page.limit() + 1));
        return Page.of(webhooks, page, webhook -> webhook.webhookId().toString(), WebhookView::of);
    }

    @Transactional
    WebhookView get(UUID operatorId, UUID webhookId) {
        return WebhookView.of(database.call(connection -> find(connection, operatorId, webhookId)));
    }

    @Transactional
    void delete(UUID operatorId, UUID webhookId, @Nullable String ifMatch) {
        database.run(connection -> {
            Webhook webhook =
                    store.lock(connection, operatorId, webhookId).orElseThrow(WebhookProblem::webhookNotFound);
            EntityTags.requireMatch(ifMatch, webhook.version());
            store.delete(connection, operatorId, webhookId);
        });
    }

    @Transactional
    Page<DeliveryView> deliveries(UUID operatorId, UUID webhookId, @Nullable DeliveryStatus status, PageRequest page) {
        List<DeliveryView> views = database.call(connection -> {
            find(connection, operatorId, webhookId);
            return deliveries.list(connection, operatorId, webhookId, status, PageKeys.uuid(page), page.limit() + 1);
        });
        return Page.of(views, page, view -> view.deliveryId().toString(), view -> view);
    }

    /** Has a delivery that is over sent again. */
    @Transactional
    DeliveryView resend(UUID operatorId, UUID webhookId, UUID deliveryId) {
        return database.call(connection -> {
            DeliveryView delivery = deliveries
                    .lock(connection, operatorId, webhookId, deliveryId)
                    .orElseThrow(WebhookProblem::deliveryNotFound);
            if (!delivery.status().canBecome(DeliveryStatus.PENDING)) {
                throw new ProblemException(
                        WebhookProblem.DELIVERY_UNDER_WAY,
                        "It is tried again by itself at " + delivery.nextAttemptAt()
                                + "; only what is over is sent again.");
            }
            deliveries.resend(connection, operatorId, deliveryId, clock.now(), config.giveUpAfter());
            return deliveries
                    .lock(connection, operatorId, webhookId, deliveryId)
                    .orElseThrow(WebhookProblem::deliveryNotFound);
        });
    }

    private Webhook find(Connection connection, UUID operatorId, UUID webhookId) throws SQLException {
        return store.find(connection, operatorId, webhookId).orElseThrow(WebhookProblem::webhookNotFound);
    }

    /** Refused early so that the operator learns of it; the address is looked up and checked again for each try. */
    private void requireAllowed(String url) {
        try {
            Target.lookUp(url, config.privateTargets());
        } catch (Target.RefusedException e) {
            String why = e.getMessage() == null ? "It is refused." : e.getMessage();
            throw new ProblemException(
                    WebhookProblem.TARGET_REFUSED,
                    why + " Name an https address that the whole internet reaches.",
                    List.of(new ProblemError("invalid", why, "/url")));
        }
    }
}
