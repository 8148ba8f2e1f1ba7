package dev.trunkline.operator.upload;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.trunkline.contracts.WireValue;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * The life of an upload. A body counts only once its end was seen: until then it can only fail.
 *
 * <pre>
 * received ──► validating ──► delivering ──► completed
 *     │            │              │  ▲
 *     └────────────┴──► failed    ▼  │ (retry of the failed rows)
 *                            completedWithErrors
 * </pre>
 */
public enum UploadStatus implements WireValue {
    RECEIVED("received"),
    VALIDATING("validating"),
    DELIVERING("delivering"),
    COMPLETED("completed"),
    COMPLETED_WITH_ERRORS("completedWithErrors"),
    FAILED("failed");

    private static final Map<UploadStatus, Set<UploadStatus>> NEXT = new EnumMap<>(UploadStatus.class);

    static {
        NEXT.put(RECEIVED, EnumSet.of(VALIDATING, FAILED));
        NEXT.put(VALIDATING, EnumSet.of(DELIVERING, FAILED));
        NEXT.put(DELIVERING, EnumSet.of(COMPLETED, COMPLETED_WITH_ERRORS));
        NEXT.put(COMPLETED, EnumSet.noneOf(UploadStatus.class));
        NEXT.put(COMPLETED_WITH_ERRORS, EnumSet.of(DELIVERING));
        NEXT.put(FAILED, EnumSet.noneOf(UploadStatus.class));
    }

    private final String wire;

    UploadStatus(String wire) {
        this.wire = wire;
    }

    @JsonValue
    @Override
    public String wire() {
        return wire;
    }

    @JsonCreator
    public static UploadStatus fromString(String text) {
        return WireValue.parse(UploadStatus.class, text);
    }

    boolean canBecome(UploadStatus next) {
        return NEXT.getOrDefault(this, Set.of()).contains(next);
    }

    /** The statuses that lead to this one, by their wire values: what a statement that moves rows to it asks for. */
    String[] predecessors() {
        return NEXT.entrySet().stream()
                .filter(entry -> entry.getValue().contains(this))
                .map(entry -> entry.getKey().wire())
                .toArray(String[]::new);
    }
}
