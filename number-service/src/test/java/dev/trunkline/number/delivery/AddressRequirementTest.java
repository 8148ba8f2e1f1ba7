package dev.trunkline.number.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.contracts.AddressPolicy;
import dev.trunkline.contracts.E164Number;
import dev.trunkline.contracts.OfferedService;
import dev.trunkline.contracts.RowCode;
import dev.trunkline.contracts.Usage;
import dev.trunkline.contracts.event.UploadChunkSubmitted.Item;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressRequirementTest {

    @ParameterizedTest(name = "{0}, address {1}, flag {2}, {3} -> {4}")
    @CsvSource(
            nullValues = "-",
            textBlock =
                    """
            operatorAssignedTenantEditable, true,  -,     callingUserAssignment,      operatorAssignedTenantEditable, true,  -
            operatorAssignedTenantEditable, true,  true,  callingUserAssignment,      operatorAssignedTenantEditable, true,  -
            operatorAssignedTenantEditable, true,  false, callingUserAssignment,      -,                              false, policy-mismatch
            operatorAssignedTenantEditable, false, -,     callingUserAssignment,      -,                              false, address-required
            operatorAssignedTenantEditable, false, true,  callingUserAssignment,      -,                              false, address-required
            operatorAssignedTenantEditable, false, -,     conferenceAssignment,       operatorAssignedTenantEditable, true,  -
            tenantAssigned,                 false, -,     callingUserAssignment,      tenantAssigned,                 true,  -
            tenantAssigned,                 false, true,  callingUserAssignment,      tenantAssigned,                 true,  -
            tenantAssigned,                 false, false, callingUserAssignment,      -,                              false, policy-mismatch
            tenantAssigned,                 true,  -,     callingUserAssignment,      -,                              false, policy-mismatch
            operatorAssignedLocked,         true,  -,     callingUserAssignment,      operatorAssignedLocked,         false, -
            operatorAssignedLocked,         true,  false, callingUserAssignment,      operatorAssignedLocked,         false, -
            operatorAssignedLocked,         true,  true,  callingUserAssignment,      -,                              false, policy-mismatch
            operatorAssignedLocked,         false, -,     callingUserAssignment,      -,                              false, address-required
            -,                              true,  true,  callingUserAssignment,      operatorAssignedTenantEditable, true,  -
            -,                              true,  false, callingUserAssignment,      operatorAssignedLocked,         false, -
            -,                              true,  -,     callingUserAssignment,      operatorAssignedLocked,         false, -
            -,                              false, true,  callingUserAssignment,      tenantAssigned,                 true,  -
            -,                              false, false, callingUserAssignment,      -,                              false, address-required
            -,                              false, -,     callingUserAssignment,      -,                              false, address-required
            -,                              false, -,     firstPartyAppAssignment,    -,                              false, -
            -,                              false, false, conferenceAssignment,       -,                              false, -
            """)
    void followsTheStatedPolicyAndElseTheFlags(
            String stated,
            boolean addressGiven,
            Boolean flag,
            String usage,
            String expectedPolicy,
            boolean expectedAllow,
            String expectedCode) {
        Item item = new Item(
                1,
                E164Number.of("+14255550100"),
                "US",
                OfferedService.CALLING,
                Usage.fromString(usage),
                List.of(),
                false,
                false,
                null,
                addressGiven ? UUID.randomUUID() : null,
                null,
                flag,
                null,
                null);

        AddressRequirement requirement =
                AddressRequirement.of(item, stated == null ? null : AddressPolicy.fromString(stated));

        assertThat(requirement.policy())
                .isEqualTo(expectedPolicy == null ? null : AddressPolicy.fromString(expectedPolicy));
        assertThat(requirement.allowTenantAddressUpdate()).isEqualTo(expectedAllow);
        assertThat(requirement.refusal() == null ? null : requirement.refusal().code())
                .isEqualTo(expectedCode == null ? null : RowCode.fromString(expectedCode));
    }
}
