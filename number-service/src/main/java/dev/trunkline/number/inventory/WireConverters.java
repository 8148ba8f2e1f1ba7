package dev.trunkline.number.inventory;

import dev.trunkline.contracts.ActivationState;
import dev.trunkline.contracts.AddressPolicy;
import dev.trunkline.contracts.AssignmentBlock;
import dev.trunkline.contracts.AssignmentCategory;
import dev.trunkline.contracts.AssignmentStatus;
import dev.trunkline.contracts.HoldingStatus;
import dev.trunkline.contracts.NumberSource;
import dev.trunkline.contracts.NumberType;
import dev.trunkline.contracts.PortInStatus;
import dev.trunkline.contracts.ReleaseStatus;
import dev.trunkline.contracts.Usage;
import dev.trunkline.platform.persistence.WireValueConverter;
import jakarta.persistence.Converter;

/** The enums of a number, as Hibernate stores them. */
final class WireConverters {

    private WireConverters() {}

    @Converter(autoApply = true)
    static class ActivationStateConverter extends WireValueConverter<ActivationState> {
        ActivationStateConverter() {
            super(ActivationState.class);
        }
    }

    @Converter(autoApply = true)
    static class AddressPolicyConverter extends WireValueConverter<AddressPolicy> {
        AddressPolicyConverter() {
            super(AddressPolicy.class);
        }
    }

    @Converter(autoApply = true)
    static class AssignmentBlockConverter extends WireValueConverter<AssignmentBlock> {
        AssignmentBlockConverter() {
            super(AssignmentBlock.class);
        }
    }

    @Converter(autoApply = true)
    static class AssignmentCategoryConverter extends WireValueConverter<AssignmentCategory> {
        AssignmentCategoryConverter() {
            super(AssignmentCategory.class);
        }
    }

    @Converter(autoApply = true)
    static class AssignmentStatusConverter extends WireValueConverter<AssignmentStatus> {
        AssignmentStatusConverter() {
            super(AssignmentStatus.class);
        }
    }

    @Converter(autoApply = true)
    static class HoldingStatusConverter extends WireValueConverter<HoldingStatus> {
        HoldingStatusConverter() {
            super(HoldingStatus.class);
        }
    }

    @Converter(autoApply = true)
    static class NumberSourceConverter extends WireValueConverter<NumberSource> {
        NumberSourceConverter() {
            super(NumberSource.class);
        }
    }

    @Converter(autoApply = true)
    static class NumberTypeConverter extends WireValueConverter<NumberType> {
        NumberTypeConverter() {
            super(NumberType.class);
        }
    }

    @Converter(autoApply = true)
    static class PortInStatusConverter extends WireValueConverter<PortInStatus> {
        PortInStatusConverter() {
            super(PortInStatus.class);
        }
    }

    @Converter(autoApply = true)
    static class ReleaseStatusConverter extends WireValueConverter<ReleaseStatus> {
        ReleaseStatusConverter() {
            super(ReleaseStatus.class);
        }
    }

    @Converter(autoApply = true)
    static class UsageConverter extends WireValueConverter<Usage> {
        UsageConverter() {
            super(Usage.class);
        }
    }
}
