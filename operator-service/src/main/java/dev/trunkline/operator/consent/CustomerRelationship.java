package dev.trunkline.operator.consent;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.trunkline.contracts.WireValue;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * How far an operator got with a tenant that consented; driven by the operator alone. Forward only, skipping allowed; each epoch
 * of the consent starts at none again.
 *
 * <pre>
 * (none) ──► ConsentAcknowledged ──► CustomerContacted ──► AgreementSigned ──► ContractTerminated
 *   │               │                       │
 *   └───────────────┴───────────────────────┴──► ConsentDeclined
 * </pre>
 */
public enum CustomerRelationship implements WireValue {
    CONSENT_ACKNOWLEDGED("ConsentAcknowledged"),
    CUSTOMER_CONTACTED("CustomerContacted"),
    AGREEMENT_SIGNED("AgreementSigned"),
    CONSENT_DECLINED("ConsentDeclined"),
    CONTRACT_TERMINATED("ContractTerminated");

    private static final Map<CustomerRelationship, Set<CustomerRelationship>> NEXT =
            new EnumMap<>(CustomerRelationship.class);

    static {
        NEXT.put(CONSENT_ACKNOWLEDGED, EnumSet.of(CUSTOMER_CONTACTED, AGREEMENT_SIGNED, CONSENT_DECLINED));
        NEXT.put(CUSTOMER_CONTACTED, EnumSet.of(AGREEMENT_SIGNED, CONSENT_DECLINED));
        NEXT.put(AGREEMENT_SIGNED, EnumSet.of(CONTRACT_TERMINATED));
        NEXT.put(CONSENT_DECLINED, EnumSet.noneOf(CustomerRelationship.class));
        NEXT.put(CONTRACT_TERMINATED, EnumSet.noneOf(CustomerRelationship.class));
    }

    private final String wire;

    CustomerRelationship(String wire) {
        this.wire = wire;
    }

    @JsonValue
    @Override
    public String wire() {
        return wire;
    }

    @JsonCreator
    public static CustomerRelationship fromString(String text) {
        return WireValue.parse(CustomerRelationship.class, text);
    }

    /** Whether a relationship may begin so. */
    boolean canBegin() {
        return this != CONTRACT_TERMINATED;
    }

    /** Whether it must be said why. */
    boolean needsComment() {
        return this == CONSENT_DECLINED || this == CONTRACT_TERMINATED;
    }

    boolean canBecome(CustomerRelationship next) {
        return NEXT.getOrDefault(this, Set.of()).contains(next);
    }
}
