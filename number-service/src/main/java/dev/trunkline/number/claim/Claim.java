package dev.trunkline.number.claim;

import dev.trunkline.contracts.AccountType;
import dev.trunkline.contracts.AssignmentCategory;
import dev.trunkline.contracts.Capability;
import dev.trunkline.contracts.E164Number;
import dev.trunkline.contracts.Ids;
import dev.trunkline.contracts.NumberSource;
import dev.trunkline.contracts.NumberType;
import dev.trunkline.contracts.OfferedService;
import dev.trunkline.contracts.Usage;
import dev.trunkline.number.inventory.Moment;
import dev.trunkline.number.inventory.PhoneNumber;
import dev.trunkline.number.inventory.Provision;
import dev.trunkline.number.inventory.TargetKinds;
import dev.trunkline.number.table.TableRow;
import dev.trunkline.number.user.Target;
import dev.trunkline.platform.numbering.NumberingPlan.Allocation;
import dev.trunkline.platform.problem.ProblemError;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A row whose form is right.
 *
 * @param targetId who has the number now; null for nobody
 */
record Claim(
        TableRow row,
        E164Number number,
        Allocation allocation,
        NumberType type,
        NumberSource source,
        Usage usage,
        List<Usage> additionalUsages,
        @Nullable String city,
        @Nullable UUID targetId,
        AssignmentCategory category) {

    static final String NUMBER = "telephoneNumber";
    static final String TYPE = "numberType";
    static final String SOURCE = "numberSource";
    static final String USAGE = "usage";
    static final String ADDITIONAL_USAGES = "additionalUsages";
    static final String CITY = "city";
    static final String TARGET = "assignmentTargetId";
    static final String CATEGORY = "assignmentCategory";
    static final Set<String> FIELDS = Set.of(NUMBER, TYPE, SOURCE, USAGE, ADDITIONAL_USAGES, CITY, TARGET, CATEGORY);

    /** The claim as a number of the tenant that is assigned to nobody yet. */
    PhoneNumber toNumber(UUID tenantId, long formerRevision, Moment now) {
        List<Usage> usages = usages();
        Provision provision = new Provision(
                type,
                source,
                null,
                null,
                null,
                allocation.country(),
                city,
                usages.stream().map(Claim::serviceOf).distinct().sorted().toList(),
                usage,
                additionalUsages.stream().map(Usage::wire).toList(),
                Provision.capabilitiesOf(usages, false),
                allocation.mobile(),
                allocation.tollFree(),
                null,
                now.at());
        return PhoneNumber.claimed(Ids.next(), tenantId, number, formerRevision, provision, now);
    }

    /**
     * What speaks against the target that the row names. That it lacks a licence does not: the row tells what is, not what shall be.
     *
     * @param target null while it is unknown
     */
    List<ProblemError> targetFailures(@Nullable Target target, boolean primaryTaken) {
        List<ProblemError> failures = new ArrayList<>();
        if (target == null || target.deleted()) {
            failures.add(new ProblemError(
                    "target-unknown",
                    "The tenant has no such target. A user made a moment ago is known here in seconds: import the row"
                            + " again then.",
                    pointer(TARGET)));
            return failures;
        }
        Capability needed = TargetKinds.capabilityFor(target.accountType());
        boolean capable = Provision.capabilitiesOf(usages(), false).contains(needed.wire());
        if (!capable) {
            failures.add(new ProblemError(
                    "capability-mismatch",
                    "A " + target.accountType().wire() + " needs a number with another usage; say which it has.",
                    pointer(USAGE)));
        }
        if (primaryTaken && target.accountType() == AccountType.USER && category == AssignmentCategory.PRIMARY) {
            failures.add(new ProblemError(
                    "primary-number-present",
                    "The user has a primary number; say private or alternate.",
                    pointer(CATEGORY)));
        }
        return failures;
    }

    Optional<UUID> target() {
        return Optional.ofNullable(targetId);
    }

    private List<Usage> usages() {
        return Stream.concat(Stream.of(usage), additionalUsages.stream()).toList();
    }

    private String pointer(String field) {
        return "/rows/" + (row.line() - 1) + "/" + field;
    }

    private static String serviceOf(Usage usage) {
        return usage == Usage.CONFERENCE_ASSIGNMENT
                ? OfferedService.CONFERENCING.wire()
                : OfferedService.CALLING.wire();
    }
}
