package dev.trunkline.number.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.contracts.AccountType;
import dev.trunkline.contracts.AssignmentCategory;
import dev.trunkline.contracts.Capability;
import dev.trunkline.contracts.NumberType;
import dev.trunkline.contracts.OrderType;
import dev.trunkline.contracts.RowCode;
import dev.trunkline.contracts.event.UploadChunkSubmitted;
import dev.trunkline.number.delivery.Holders.Blocked;
import dev.trunkline.number.delivery.Holders.Delivered;
import dev.trunkline.number.delivery.Holders.Endable;
import dev.trunkline.number.delivery.Holders.Free;
import dev.trunkline.number.delivery.Holders.Position;
import dev.trunkline.number.inventory.Numbers;
import dev.trunkline.number.inventory.PhoneNumber;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class HoldersTest {

    private static final UUID TENANT = UUID.randomUUID();
    private static final UUID OPERATOR = UUID.randomUUID();
    private static final UUID OTHER = UUID.randomUUID();

    @Test
    void isFreeWhenNobodyHoldsTheNumber() {
        PhoneNumber any = held(NumberType.OPERATOR_CONNECT, TENANT, OPERATOR);

        assertThat(Holders.of(chunk(), List.of(), Map.of()).positionOf(any.e164()))
                .isInstanceOf(Free.class);
    }

    @Test
    void isDeliveredWhenTheSameOperatorGaveItToTheSameTenant() {
        PhoneNumber number = held(NumberType.OPERATOR_CONNECT, TENANT, OPERATOR);

        assertThat(position(number)).isEqualTo(new Delivered(number.holdingId()));
    }

    @Test
    void namesTheHolderOnlyToAParty() {
        assertThat(refusal(held(NumberType.OPERATOR_CONNECT, OTHER, OPERATOR)).detail())
                .contains(OTHER.toString());
        assertThat(refusal(held(NumberType.OPERATOR_CONNECT, TENANT, OTHER)).detail())
                .contains("Other Telecom");
        assertThat(refusal(held(NumberType.OPERATOR_CONNECT, OTHER, OTHER)).detail())
                .doesNotContain(OTHER.toString())
                .doesNotContain("Other Telecom");
    }

    @Test
    void letsOnlyTheSameTenantHaveANumberThatIsInQuarantine() {
        assertThat(position(quarantined(TENANT))).isInstanceOf(Endable.class);
        assertThat(refusal(quarantined(OTHER)).code()).isEqualTo(RowCode.QUARANTINED);
    }

    @Test
    void convertsAnUnassignedClaimOfTheTenantAndNoOther() {
        PhoneNumber assigned = held(NumberType.CALLING_PLAN, TENANT, OPERATOR);
        assigned.assignTo(UUID.randomUUID(), AccountType.USER, AssignmentCategory.PRIMARY, Numbers.LATER);
        PhoneNumber routed = held(NumberType.DIRECT_ROUTING, TENANT, OPERATOR);
        routed.assignTo(UUID.randomUUID(), AccountType.USER, AssignmentCategory.PRIMARY, Numbers.LATER);

        assertThat(position(held(NumberType.CALLING_PLAN, TENANT, OPERATOR))).isInstanceOf(Endable.class);
        assertThat(position(held(NumberType.CALLING_PLAN, OTHER, OPERATOR))).isInstanceOf(Free.class);
        assertThat(refusal(assigned).code()).isEqualTo(RowCode.STILL_ASSIGNED_CALLING_PLAN);
        assertThat(refusal(routed).code()).isEqualTo(RowCode.STILL_ASSIGNED_DIRECT_ROUTING);
    }

    @Test
    void keepsEverySentenceShortEnoughForAThousandOfThemInOneAnswer() {
        assertThat(refusal(held(NumberType.OPERATOR_CONNECT, OTHER, OPERATOR)).detail())
                .hasSizeLessThan(200);
        assertThat(refusal(held(NumberType.OPERATOR_CONNECT, TENANT, OTHER)).detail())
                .hasSizeLessThan(200);
    }

    private static PhoneNumber quarantined(UUID tenant) {
        PhoneNumber number = held(NumberType.OPERATOR_CONNECT, tenant, OTHER);
        number.requestRelease(UUID.randomUUID(), Numbers.NOW);
        number.confirmRelease(7, Numbers.NOW);
        return number;
    }

    private static PhoneNumber held(NumberType type, UUID tenant, UUID operator) {
        return Numbers.held(type, tenant, operator, "US", List.of(Capability.USER_ASSIGNMENT), true);
    }

    private static Position position(PhoneNumber holding) {
        return Holders.of(chunk(), List.of(holding), Map.of(OTHER, "Other Telecom"))
                .positionOf(holding.e164());
    }

    private static Refusal refusal(PhoneNumber holding) {
        return ((Blocked) position(holding)).refusal();
    }

    private static UploadChunkSubmitted chunk() {
        return new UploadChunkSubmitted(
                UUID.randomUUID(),
                1,
                1,
                false,
                null,
                OPERATOR,
                TENANT,
                UUID.randomUUID(),
                OrderType.NEW,
                1,
                1,
                List.of());
    }
}
