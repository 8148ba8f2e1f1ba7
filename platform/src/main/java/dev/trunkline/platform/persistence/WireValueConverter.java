package dev.trunkline.platform.persistence;

import dev.trunkline.contracts.WireValue;
import jakarta.persistence.AttributeConverter;
import org.jspecify.annotations.Nullable;

/**
 * Stores an enum as its wire value, in a {@code text} column with a check. Each enum that an entity holds has a subclass of its own:
 *
 * <pre>{@code
 * @Converter(autoApply = true)
 * class UsageConverter extends WireValueConverter<Usage> {
 *     UsageConverter() {
 *         super(Usage.class);
 *     }
 * }
 * }</pre>
 */
public abstract class WireValueConverter<E extends Enum<E> & WireValue> implements AttributeConverter<E, String> {

    private final Class<E> type;

    protected WireValueConverter(Class<E> type) {
        this.type = type;
    }

    @Override
    public @Nullable String convertToDatabaseColumn(@Nullable E value) {
        return value == null ? null : value.wire();
    }

    @Override
    public @Nullable E convertToEntityAttribute(@Nullable String stored) {
        return stored == null ? null : WireValue.parse(type, stored);
    }
}
