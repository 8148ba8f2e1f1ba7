package dev.trunkline.operator.directory;

import dev.trunkline.contracts.OperatorStatus;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;

/** Stores the status by its wire value. */
@Converter
class OperatorStatusColumn implements AttributeConverter<OperatorStatus, String> {

    @Override
    public String convertToDatabaseColumn(OperatorStatus status) {
        return status.wire();
    }

    @Override
    public OperatorStatus convertToEntityAttribute(String text) {
        return OperatorStatus.fromString(text);
    }
}
