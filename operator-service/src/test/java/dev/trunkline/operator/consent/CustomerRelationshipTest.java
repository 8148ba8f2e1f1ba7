package dev.trunkline.operator.consent;

import static dev.trunkline.operator.consent.CustomerRelationship.AGREEMENT_SIGNED;
import static dev.trunkline.operator.consent.CustomerRelationship.CONSENT_ACKNOWLEDGED;
import static dev.trunkline.operator.consent.CustomerRelationship.CONSENT_DECLINED;
import static dev.trunkline.operator.consent.CustomerRelationship.CONTRACT_TERMINATED;
import static dev.trunkline.operator.consent.CustomerRelationship.CUSTOMER_CONTACTED;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CustomerRelationshipTest {

    private static final Map<CustomerRelationship, Set<CustomerRelationship>> LEGAL = Map.of(
            CONSENT_ACKNOWLEDGED, EnumSet.of(CUSTOMER_CONTACTED, AGREEMENT_SIGNED, CONSENT_DECLINED),
            CUSTOMER_CONTACTED, EnumSet.of(AGREEMENT_SIGNED, CONSENT_DECLINED),
            AGREEMENT_SIGNED, EnumSet.of(CONTRACT_TERMINATED),
            CONSENT_DECLINED, EnumSet.noneOf(CustomerRelationship.class),
            CONTRACT_TERMINATED, EnumSet.noneOf(CustomerRelationship.class));

    @ParameterizedTest
    @EnumSource
    void goesForwardOnly(CustomerRelationship from) {
        for (CustomerRelationship to : CustomerRelationship.values()) {
            assertThat(from.canBecome(to))
                    .as("%s to %s", from, to)
                    .isEqualTo(LEGAL.get(from).contains(to));
        }
    }
}
