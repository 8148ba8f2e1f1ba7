package dev.trunkline.number.inventory;

import dev.trunkline.contracts.AccountType;
import dev.trunkline.contracts.AssignmentCategory;
import dev.trunkline.contracts.AssignmentStatus;
import dev.trunkline.contracts.Capability;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Whom a number belongs to within its tenant.
 *
 * <pre>
 *                   assign            ┌▶ USER_ASSIGNED ────────────┐
 *   UNASSIGNED ───────────────────────┼▶ VOICE_APPLICATION_ASSIGNED┼─┐
 *       ▲                             └▶ CONFERENCE_ASSIGNED ──────┘ │
 *       └────────────────────────────────────────────────────────────┘
 *                   unassign; never from one target to another directly
 * </pre>
 */
@Embeddable
public record Assignment(
        @Column(name = "assignment_status") AssignmentStatus status,
        @Column(name = "assignment_target_id") @Nullable UUID targetId,
        @Column(name = "assignment_category") @Nullable AssignmentCategory category) {

    public static final Assignment NONE = new Assignment(AssignmentStatus.UNASSIGNED, null, null);

    static Assignment to(UUID targetId, AccountType kind, AssignmentCategory category) {
        return new Assignment(statusFor(kind), targetId, category);
    }

    public boolean isAssigned() {
        return status != AssignmentStatus.UNASSIGNED;
    }

    /**
     * Whether a number can be assigned as it is now.
     *
     * @param capabilities of the number, wire values
     */
    public boolean isPossibleWith(List<String> capabilities) {
        return switch (status) {
            case UNASSIGNED -> true;
            case USER_ASSIGNED -> capabilities.contains(Capability.USER_ASSIGNMENT.wire());
            case VOICE_APPLICATION_ASSIGNED -> capabilities.contains(Capability.VOICE_APPLICATION_ASSIGNMENT.wire());
            case CONFERENCE_ASSIGNED -> capabilities.contains(Capability.CONFERENCE_ASSIGNMENT.wire());
        };
    }

    static boolean canBecome(AssignmentStatus from, AssignmentStatus to) {
        return from == AssignmentStatus.UNASSIGNED
                ? to != AssignmentStatus.UNASSIGNED
                : to == AssignmentStatus.UNASSIGNED;
    }

    private static AssignmentStatus statusFor(AccountType kind) {
        return switch (kind) {
            case USER -> AssignmentStatus.USER_ASSIGNED;
            case RESOURCE_ACCOUNT -> AssignmentStatus.VOICE_APPLICATION_ASSIGNED;
            case CONFERENCE_BRIDGE -> AssignmentStatus.CONFERENCE_ASSIGNED;
        };
    }
}
