package dev.trunkline.number.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.contracts.AddressPolicy;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EmergencySettingTest {

    @ParameterizedTest(name = "{0}: {1} may: {2}")
    @CsvSource(
            nullValues = "-",
            textBlock =
                    """
            operatorAssignedTenantEditable, TENANT,   true
            operatorAssignedTenantEditable, OPERATOR, true
            tenantAssigned,                 TENANT,   true
            tenantAssigned,                 OPERATOR, false
            operatorAssignedLocked,         TENANT,   false
            operatorAssignedLocked,         OPERATOR, true
            -,                              TENANT,   false
            -,                              OPERATOR, false
            """)
    void letsThosePartiesChangeTheLocationThatItsScenarioNames(String scenario, AddressEditor editor, boolean may) {
        AddressPolicy policy = scenario == null ? null : AddressPolicy.fromString(scenario);
        boolean tenantMay = policy != null && policy != AddressPolicy.OPERATOR_ASSIGNED_LOCKED;

        EmergencySetting setting = new EmergencySetting(policy, tenantMay, UUID.randomUUID(), UUID.randomUUID());

        assertThat(setting.mayBeChangedBy(editor)).isEqualTo(may);
    }
}
