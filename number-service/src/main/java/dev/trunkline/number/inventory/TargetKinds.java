package dev.trunkline.number.inventory;

import dev.trunkline.contracts.AccountType;
import dev.trunkline.contracts.Capability;

/** What a kind of target asks of a number. */
public final class TargetKinds {

    private TargetKinds() {}

    public static Capability capabilityFor(AccountType kind) {
        return switch (kind) {
            case USER -> Capability.USER_ASSIGNMENT;
            case RESOURCE_ACCOUNT -> Capability.VOICE_APPLICATION_ASSIGNMENT;
            case CONFERENCE_BRIDGE -> Capability.CONFERENCE_ASSIGNMENT;
        };
    }
}
