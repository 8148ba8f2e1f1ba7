package dev.trunkline.operator.upload;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.trunkline.contracts.WireValue;

/**
 * What has become of a row.
 *
 * <pre>
 * pending ──► delivered      (stays so, whatever comes later)
 *    └──────► rejected
 * skipped                    (the file itself says that the row is not enabled)
 * </pre>
 */
public enum RowStatus implements WireValue {
    PENDING("pending"),
    DELIVERED("delivered"),
    REJECTED("rejected"),
    SKIPPED("skipped");

    private final String wire;

    RowStatus(String wire) {
        this.wire = wire;
    }

    @JsonValue
    @Override
    public String wire() {
        return wire;
    }

    @JsonCreator
    public static RowStatus fromString(String text) {
        return WireValue.parse(RowStatus.class, text);
    }
}
