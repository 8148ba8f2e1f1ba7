package dev.trunkline.number.inventory;

import dev.trunkline.contracts.ActivationState;
import dev.trunkline.contracts.AddressPolicy;
import dev.trunkline.contracts.AssignmentCategory;
import dev.trunkline.contracts.AssignmentStatus;
import dev.trunkline.contracts.Capability;
import dev.trunkline.contracts.NumberSource;
import dev.trunkline.contracts.NumberType;
import dev.trunkline.contracts.PortInStatus;
import dev.trunkline.contracts.ReleaseStatus;
import dev.trunkline.contracts.Usage;
import dev.trunkline.contracts.WireValue;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** What a tenant asks its list of numbers for; every field narrows it. A {@code @BeanParam}. */
public class NumberFilter {

    @QueryParam("numberType")
    @Nullable
    NumberType numberType;

    @QueryParam("numberSource")
    @Nullable
    NumberSource numberSource;

    @QueryParam("operatorId")
    @Nullable
    UUID operatorId;

    @QueryParam("orderId")
    @Nullable
    UUID orderId;

    @QueryParam("isoCountryCode")
    @Nullable
    String isoCountryCode;

    @QueryParam("city")
    @Nullable
    String city;

    @QueryParam("usage")
    @Nullable
    Usage usage;

    @QueryParam("mobile")
    @Nullable
    Boolean mobile;

    @QueryParam("tollFree")
    @Nullable
    Boolean tollFree;

    @QueryParam("assignmentStatus")
    @Nullable
    AssignmentStatus assignmentStatus;

    @QueryParam("assignmentTargetId")
    @Nullable
    UUID assignmentTargetId;

    @QueryParam("assignmentCategory")
    @Nullable
    AssignmentCategory assignmentCategory;

    @QueryParam("activationState")
    @Nullable
    ActivationState activationState;

    @QueryParam("portInStatus")
    @Nullable
    PortInStatus portInStatus;

    @QueryParam("releaseStatus")
    @Nullable
    ReleaseStatus releaseStatus;

    @QueryParam("civicAddressId")
    @Nullable
    UUID civicAddressId;

    @QueryParam("locationId")
    @Nullable
    UUID locationId;

    @QueryParam("addressPolicy")
    @Nullable
    AddressPolicy addressPolicy;

    @QueryParam("allowTenantAddressUpdate")
    @Nullable
    Boolean allowTenantAddressUpdate;

    @Parameter(description = "Whether it is kept from being assigned at present")
    @QueryParam("assignmentBlock")
    @Nullable
    BlockState assignmentBlock;

    @Parameter(description = "Numbers of the operator of exactly this name")
    @QueryParam("operatorName")
    @Nullable
    String operatorName;

    @Parameter(description = "Given several times, numbers that have all of them")
    @QueryParam("capabilities")
    @Nullable
    List<Capability> capabilities;

    @Parameter(description = "Numbers with this usage among the additional ones")
    @QueryParam("additionalUsages")
    @Nullable
    List<Usage> additionalUsages;

    @Parameter(
            description =
                    "Given several times, numbers that have all of them; spelling in capitals makes no difference")
    @QueryParam("tags")
    @Nullable
    List<String> tags;

    @Parameter(description = "Given several times, numbers with which the tenant can do all of it")
    @QueryParam("supportedCustomerActions")
    @Nullable
    List<CustomerAction> supportedCustomerActions;

    @Parameter(description = "Claims of numbers that an operator has delivered to somebody else")
    @QueryParam("disputed")
    @Nullable
    Boolean disputed;

    @Parameter(description = "The number's first digits, with or without the plus sign")
    @QueryParam("telephoneNumberPrefix")
    @Nullable
    String telephoneNumberPrefix;

    @Parameter(description = "The smallest number of the list")
    @QueryParam("telephoneNumberFrom")
    @Nullable
    String telephoneNumberFrom;

    @Parameter(description = "The largest number of the list")
    @QueryParam("telephoneNumberTo")
    @Nullable
    String telephoneNumberTo;

    @QueryParam("acquiredFrom")
    @Nullable
    Instant acquiredFrom;

    @Parameter(description = "Not itself included")
    @QueryParam("acquiredBefore")
    @Nullable
    Instant acquiredBefore;

    @Parameter(description = "Quarantines that end before then")
    @QueryParam("quarantinedBefore")
    @Nullable
    Instant quarantinedBefore;

    @Parameter(description = "Blocks that end before then; those that are over do not count")
    @QueryParam("blockedBefore")
    @Nullable
    Instant blockedBefore;

    @QueryParam("version")
    @Nullable
    Long version;

    /**
     * The ranges of numbers that the list is made of, ascending.
     *
     * @param after digits of the last number that was listed before; 0 for none
     */
    List<NumberRange> ranges(long after) {
        return NumberRange.of(telephoneNumberPrefix, telephoneNumberFrom, telephoneNumberTo, after);
    }

    /** The other filters, for a tenant at a business time. */
    SqlCondition condition(UUID tenantId, Instant now) {
        SqlCondition condition = new SqlCondition()
                .equal("number_type", wire(numberType))
                .equal("number_source", wire(numberSource))
                .equal("operator_id", operatorId)
                .equal("order_id", orderId)
                .equal("country", isoCountryCode)
                .equal("city", city)
                .equal("usage", wire(usage))
                .equal("mobile", mobile)
                .equal("toll_free", tollFree)
                .equal("assignment_status", wire(assignmentStatus))
                .equal("assignment_target_id", assignmentTargetId)
                .equal("assignment_category", wire(assignmentCategory))
                .equal("port_in_status", wire(portInStatus))
                .equal("release_status", wire(releaseStatus))
                .equal("civic_address_id", civicAddressId)
                .equal("location_id", locationId)
                .equal("address_policy", wire(addressPolicy))
                .equal("allow_tenant_address_update", allowTenantAddressUpdate)
                .equal("revision", version)
                .containsAll("capabilities", wires(capabilities))
                .containsAll("additional_usages", wires(additionalUsages))
                .containsAll("tags", tags == null ? null : normalized(tags));
        if (activationState != null) {
            WaitingState.narrow(condition, tenantId, activationState);
        }
        derived(condition, now);
        return condition;
    }

    private void derived(SqlCondition condition, Instant now) {
        if (operatorName != null) {
            condition.and("operator_id in (select o.operator_id from operator_entry o where o.name = ?)", operatorName);
        }
        if (assignmentBlock != null) {
            switch (assignmentBlock) {
                case NONE -> condition.and("(assignment_block is null or blocked_until <= ?)", now);
                case FOREVER -> condition.and("assignment_block = 'forever'");
                case UNTIL -> condition.and("assignment_block is not null and blocked_until > ?", now);
            }
        }
        if (supportedCustomerActions != null) {
            supportedCustomerActions.forEach(action -> condition.and(action.condition()));
        }
        if (disputed != null) {
            condition.and(
                    disputed
                            ? "number_type <> 'operatorConnect' and is_held_elsewhere(number, tenant_id)"
                            : "(number_type = 'operatorConnect' or not is_held_elsewhere(number, tenant_id))");
        }
        if (acquiredFrom != null) {
            condition.and("acquired_at >= ?", acquiredFrom);
        }
        if (acquiredBefore != null) {
            condition.and("acquired_at < ?", acquiredBefore);
        }
        if (quarantinedBefore != null) {
            condition.and("quarantined_until < ?", quarantinedBefore);
        }
        if (blockedBefore != null) {
            condition.and("blocked_until > ?", now).and("blocked_until < ?", blockedBefore);
        }
    }

    private static @Nullable String wire(@Nullable WireValue value) {
        return value == null ? null : value.wire();
    }

    private static @Nullable List<String> wires(@Nullable List<? extends WireValue> values) {
        return values == null ? null : values.stream().map(WireValue::wire).toList();
    }

    private static List<String> normalized(List<String> tags) {
        return tags.stream().map(TenantMarks::normalized).toList();
    }
}
