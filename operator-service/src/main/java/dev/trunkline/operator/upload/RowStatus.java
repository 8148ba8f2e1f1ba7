package dev.trunkline.operator.upload;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.trunkline.contracts.WireValue;

/**
 * What has become of a row.
 *
 * <pre>
 * pending ──► delivered      (stays so, whatever comes later)
 *    ├──────► rejected       (pending again when it is retried)
 *    └──────► deliverable    (of a dry run: nothing was delivered)
 * skipped                    (the file itself says that the row is not enabled)
 * </pre>
 */
public enum RowStatus implements WireValue {
    PENDING("pending"),
    DELIVERED("delivered"),
    DELIVERABLE("deliverable"),
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
