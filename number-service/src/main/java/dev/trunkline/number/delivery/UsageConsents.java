package dev.trunkline.number.delivery;

import dev.trunkline.contracts.RowCode;
import dev.trunkline.contracts.event.Topic;
import dev.trunkline.number.enablement.Enablement;
import dev.trunkline.number.enablement.Enablements;
import dev.trunkline.platform.inbox.UnreliableKeys;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Consents by which an operator may use its numbers further. Who asks has passed the gate, and holds the consent until commit. */
@ApplicationScoped
public class UsageConsents {

    private static final Refusal UNKNOWN = new Refusal(
            RowCode.CONSENT_REQUIRED,
            "Whether the tenant consents to this usage is not known at present; send the command again in a while.");
    private static final Refusal ENDED = new Refusal(
            RowCode.CONSENT_REQUIRED,
            "The tenant has removed its consent, or is about to; send the command again if the removal is refused.");
    private static final Refusal SUSPENDED = new Refusal(
            RowCode.CONSENT_SUSPENDED, "The tenant has suspended its consent; send the command again when it resumes.");

    private final Enablements enablements;
    private final FenceStore fences;

    UsageConsents(Enablements enablements, FenceStore fences) {
        this.enablements = enablements;
        this.fences = fences;
    }

    /** The tenant's consent to the operator. */
    public UsageConsent of(Connection connection, UUID tenantId, UUID operatorId) throws SQLException {
        boolean reliable = UnreliableKeys.among(connection, Topic.ENABLEMENTS, List.of(tenantId + ":" + operatorId))
                .isEmpty();
        Enablement consent = enablements.hold(connection, tenantId, operatorId).orElse(null);
        if (consent == null || !reliable) {
            return (country, further) -> Optional.of(UNKNOWN);
        }
        Fences closed = fences.of(connection, tenantId, operatorId);
        if (closed.closeOperator(consent.epoch())) {
            return (country, further) -> Optional.of(ENDED);
        }
        return switch (consent.status()) {
            case ACTIVE -> (country, further) -> new ConsentRules(consent, closed).refusalOf(country, further, null);
            case SUSPENDED -> (country, further) -> Optional.of(SUSPENDED);
            case REMOVING, REMOVED -> (country, further) -> Optional.of(ENDED);
        };
    }
}
