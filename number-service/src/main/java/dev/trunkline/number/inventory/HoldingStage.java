package dev.trunkline.number.inventory;

import java.util.EnumSet;
import java.util.Set;

/**
 * How far a number is on its way out of a tenant.
 *
 * <pre>
 *              request              confirm, quarantine
 *   IN_SERVICE ───────▶ RELEASE_REQUESTED ─────────────▶ QUARANTINED
 *     │   ▲                 │         │                       │
 *     │   └─────────────────┘         │ confirm,              │ its end, or the tenant
 *     │     withdraw, refuse,         │ no quarantine         │ is given it again
 *     │     assign                    ▼                       │
 *     └───────────────────────────▶ GONE ◀────────────────────┘
 *       a claim becomes a delivered number, or is taken off the list;
 *       the operator releases it (with quarantine: to QUARANTINED)
 * </pre>
 */
public enum HoldingStage {
    IN_SERVICE,
    RELEASE_REQUESTED,
    QUARANTINED,
    GONE;

    private Set<HoldingStage> next() {
        return switch (this) {
            case IN_SERVICE -> EnumSet.of(RELEASE_REQUESTED, QUARANTINED, GONE);
            case RELEASE_REQUESTED -> EnumSet.of(IN_SERVICE, QUARANTINED, GONE);
            case QUARANTINED -> EnumSet.of(GONE);
            case GONE -> EnumSet.noneOf(HoldingStage.class);
        };
    }

    public boolean canBecome(HoldingStage stage) {
        return next().contains(stage);
    }
}
