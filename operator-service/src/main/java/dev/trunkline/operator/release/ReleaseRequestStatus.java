package dev.trunkline.operator.release;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.trunkline.contracts.WireValue;
import java.util.Set;

/**
 * What became of a tenant's wish to give a number back, as number-service tells it. Once closed, a request stays as it is.
 *
 * <pre>
 *         ┌──► confirmed   (the number leaves the tenant)
 * open ───┼──► refused     (by the operator)
 *         └──► withdrawn   (by the tenant, expressly or by assigning the number)
 * </pre>
 */
public enum ReleaseRequestStatus implements WireValue {
    OPEN("open"),
    CONFIRMED("confirmed"),
    REFUSED("refused"),
    WITHDRAWN("withdrawn");

    private final String wire;

    ReleaseRequestStatus(String wire) {
        this.wire = wire;
    }

    @JsonValue
    @Override
    public String wire() {
        return wire;
    }

    @JsonCreator
    public static ReleaseRequestStatus fromString(String text) {
        return WireValue.parse(ReleaseRequestStatus.class, text);
    }

    boolean canBecome(ReleaseRequestStatus next) {
        Set<ReleaseRequestStatus> after =
                switch (this) {
                    case OPEN -> Set.of(CONFIRMED, REFUSED, WITHDRAWN);
                    case CONFIRMED, REFUSED, WITHDRAWN -> Set.of();
                };
        return after.contains(next);
    }
}
