package dev.trunkline.platform.persistence;

import dev.trunkline.contracts.E164Number;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import org.jspecify.annotations.Nullable;

/** Stores telephone numbers as their digits, in {@code bigint} columns. */
@Converter(autoApply = true)
public class E164NumberConverter implements AttributeConverter<E164Number, Long> {

    @Override
    public @Nullable Long convertToDatabaseColumn(@Nullable E164Number number) {
        return number == null ? null : number.digits();
    }

    @Override
    public @Nullable E164Number convertToEntityAttribute(@Nullable Long digits) {
        return digits == null ? null : new E164Number(digits);
    }
}
