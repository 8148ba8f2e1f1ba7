package dev.trunkline.platform.notes;

import dev.trunkline.contracts.Usage;
import dev.trunkline.platform.persistence.WireValueConverter;
import jakarta.persistence.Converter;

@Converter(autoApply = true)
class UsageConverter extends WireValueConverter<Usage> {

    UsageConverter() {
        super(Usage.class);
    }
}
