package dev.trunkline.operator.consent;

import dev.trunkline.operator.directory.OperatorSettings;
import dev.trunkline.platform.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;

/** Lets orders and uploads pass only under an active consent. */
@ApplicationScoped
public class ConsentGuard {

    private final ConsentStore store;

    ConsentGuard(ConsentStore store) {
        this.store = store;
    }

    /**
     * The active consent, held until the transaction ends.
     *
     * @throws ProblemException 403, the same for an unknown tenant as for one that never consented
     */
    public Consent holdActive(Connection connection, UUID operatorId, UUID tenantId, OperatorSettings settings)
            throws SQLException {
        Optional<Consent> consent = store.hold(connection, operatorId, tenantId);
        return requireActive(reliable(connection, operatorId, tenantId, consent), settings);
    }

    /**
     * Lets pass what will be decided later by {@link #holdActive}; the consent may change meanwhile.
     *
     * @param epoch under which it was begun
     */
    public void expectActive(
            Connection connection, UUID operatorId, UUID tenantId, OperatorSettings settings, int epoch)
            throws SQLException {
        Optional<Consent> consent = store.find(connection, operatorId, tenantId);
        requireEpoch(requireActive(reliable(connection, operatorId, tenantId, consent), settings), epoch);
    }

    /** Nothing while the consent's last state could not be applied: nobody knows then what the tenant wants. */
    private static Optional<Consent> reliable(
            Connection connection, UUID operatorId, UUID tenantId, Optional<Consent> consent) throws SQLException {
        return ConsentStore.isReliable(connection, operatorId, tenantId) ? consent : Optional.empty();
    }

    private static Consent requireActive(Optional<Consent> known, OperatorSettings settings) {
        Consent consent = known.orElseThrow(ConsentGuard::consentRequired);
        return switch (consent.status()) {
            case ACTIVE -> requireAgreement(consent, settings);
            case SUSPENDED ->
                throw new ProblemException(
                        ConsentProblem.CONSENT_SUSPENDED,
                        "The tenant has suspended this operator: try again once the consent reads active.");
            case REMOVING, REMOVED -> throw consentRequired();
        };
    }

    /**
     * As {@link #holdActive}, for what was begun under an earlier consent: that of another epoch does not carry it.
     *
     * @param epoch under which it was begun
     */
    public Consent holdActive(
            Connection connection, UUID operatorId, UUID tenantId, OperatorSettings settings, int epoch)
            throws SQLException {
        return requireEpoch(holdActive(connection, operatorId, tenantId, settings), epoch);
    }

    private static Consent requireEpoch(Consent consent, int epoch) {
        if (consent.epoch() != epoch) {
            throw new ProblemException(
                    ConsentProblem.CONSENT_REQUIRED,
                    "The order was placed under a consent that has ended since. Place a new order under the present one.");
        }
        return consent;
    }

    private static Consent requireAgreement(Consent consent, OperatorSettings settings) {
        if (settings.requiresSignedAgreement() && consent.relationship() != CustomerRelationship.AGREEMENT_SIGNED) {
            throw new ProblemException(
                    ConsentProblem.AGREEMENT_REQUIRED,
                    "This operator requires a signed agreement: set the customer relationship of the consent to AgreementSigned first.");
        }
        return consent;
    }

    private static ProblemException consentRequired() {
        return new ProblemException(
                ConsentProblem.CONSENT_REQUIRED,
                "Ask the tenant to enable this operator; the order can be placed once its consent is listed under /consents.");
    }
}
