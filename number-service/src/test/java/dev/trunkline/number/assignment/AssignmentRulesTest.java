package dev.trunkline.number.assignment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.contracts.AccountType;
import dev.trunkline.contracts.AssignmentCategory;
import dev.trunkline.contracts.Capability;
import dev.trunkline.contracts.NumberType;
import dev.trunkline.number.emergency.LocationRules;
import dev.trunkline.number.emergency.PlaceOfHelp;
import dev.trunkline.number.inventory.BlockState;
import dev.trunkline.number.inventory.HoldingStage;
import dev.trunkline.number.inventory.Moment;
import dev.trunkline.number.inventory.Numbers;
import dev.trunkline.number.inventory.PhoneNumber;
import dev.trunkline.number.user.Target;
import dev.trunkline.platform.problem.ProblemError;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AssignmentRulesTest {

    private static final PlaceOfHelp SEATTLE =
            new PlaceOfHelp(UUID.randomUUID(), UUID.randomUUID(), "US", null, true, true);

    @Test
    void findsNothingAgainstAUserWhoMeetsEverything() {
        assertThat(codes(Numbers.inService(), ready(), null, SEATTLE, false)).isEmpty();
    }

    @Test
    void namesEveryFailedPreconditionAtOnce() {
        Target unfit =
                new Target(UUID.randomUUID(), AccountType.USER, "AT", List.of(), false, "tel:+14255550199", false);

        List<String> codes = codes(Numbers.inService(), unfit, NumberType.CALLING_PLAN, null, true);

        assertThat(codes)
                .containsExactlyInAnyOrder(
                        "number-type-mismatch",
                        "licence-missing",
                        "not-teams-only",
                        "on-prem-number-present",
                        "country-mismatch",
                        "primary-number-present",
                        "emergency-location-required");
    }

    @Test
    void saysThatAnUnknownTargetMayOnlyBeYoung() {
        List<ProblemError> failures =
                rules(Numbers.inService(), null, null, SEATTLE, false).failures();

        assertThat(failures).singleElement().satisfies(failure -> {
            assertThat(failure.code()).isEqualTo("target-unknown");
            assertThat(failure.detail()).contains("seconds");
        });
    }

    @Test
    void refusesADeletedUser() {
        Target deleted = new Target(UUID.randomUUID(), AccountType.USER, null, List.of(), true, null, true);

        assertThat(codes(Numbers.inService(), deleted, null, SEATTLE, false)).containsExactly("target-unknown");
    }

    @Test
    void asksForTheCapabilityOfTheKindOfTarget() {
        PhoneNumber service = Numbers.inService("US", List.of(Capability.VOICE_APPLICATION_ASSIGNMENT), true);

        assertThat(codes(service, target(AccountType.RESOURCE_ACCOUNT), null, null, false))
                .isEmpty();
        assertThat(codes(service, target(AccountType.CONFERENCE_BRIDGE), null, null, false))
                .containsExactly("capability-mismatch");
        assertThat(codes(service, ready(), null, SEATTLE, false)).containsExactly("capability-mismatch");
    }

    @Test
    void judgesTheEmergencyLocationWhereTheCountryAsksForOne() {
        PlaceOfHelp unvalidated = new PlaceOfHelp(UUID.randomUUID(), UUID.randomUUID(), "US", null, false, true);
        PlaceOfHelp abroad = new PlaceOfHelp(UUID.randomUUID(), UUID.randomUUID(), "CA", null, true, true);

        assertThat(codes(Numbers.inService(), ready(), null, unvalidated, false))
                .containsExactly("emergency-location-not-validated");
        assertThat(codes(Numbers.inService(), ready(), null, abroad, false))
                .containsExactly("emergency-location-country-mismatch");
    }

    @Test
    void asksForNoEmergencyLocationWhereTheCountryDoesNot() {
        PhoneNumber austrian = Numbers.inService("AT", List.of(Capability.USER_ASSIGNMENT), true);
        Target user = new Target(UUID.randomUUID(), AccountType.USER, "AT", List.of("phoneSystem"), true, null, false);

        assertThat(codes(austrian, user, null, null, false)).isEmpty();
    }

    @Test
    void refusesANumberInQuarantine() {
        assertThat(codes(Numbers.in(HoldingStage.QUARANTINED), ready(), null, SEATTLE, false))
                .containsExactly("quarantined");
    }

    @Test
    void refusesANumberThatIsBlockedUntilTheBlockIsOver() {
        PhoneNumber forEver = Numbers.inService();
        forEver.block(BlockState.FOREVER, 0, Numbers.NOW);
        PhoneNumber still = Numbers.inService();
        still.block(BlockState.UNTIL, 1, Numbers.NOW);
        PhoneNumber over = Numbers.inService();
        over.block(BlockState.UNTIL, 1, new Moment(Numbers.LATER.at().minus(Duration.ofDays(1)), 1));
        PhoneNumber lifted = Numbers.inService();
        lifted.block(BlockState.FOREVER, 0, Numbers.NOW);
        lifted.block(BlockState.NONE, 0, Numbers.NOW);

        assertThat(codes(forEver, ready(), null, SEATTLE, false)).containsExactly("assignment-blocked");
        assertThat(codes(still, ready(), null, SEATTLE, false)).containsExactly("assignment-blocked");
        assertThat(codes(over, ready(), null, SEATTLE, false)).isEmpty();
        assertThat(codes(lifted, ready(), null, SEATTLE, false)).isEmpty();
    }

    @Test
    void namesWhoHasTheNumberBesideAllElse() {
        PhoneNumber assigned = Numbers.inService();
        UUID holder = UUID.randomUUID();
        assigned.assignTo(holder, AccountType.USER, AssignmentCategory.PRIMARY, Numbers.LATER);

        List<ProblemError> failures =
                rules(assigned, ready(), NumberType.CALLING_PLAN, SEATTLE, true).failures();

        assertThat(failures)
                .extracting(ProblemError::code)
                .containsExactly("number-assigned", "number-type-mismatch", "primary-number-present");
        assertThat(failures.get(0).detail()).contains(holder.toString());
        assertThat(AssignmentRules.isConflict(failures)).isTrue();
    }

    @Test
    void keepsTheTenantFromALocationThatTheOperatorLocked() {
        PhoneNumber locked = Numbers.inService("US", List.of(Capability.USER_ASSIGNMENT), false);
        AssignmentRules rules = new AssignmentRules(
                locked,
                ready(),
                null,
                AssignmentCategory.PRIMARY,
                SEATTLE.locationId(),
                SEATTLE,
                false,
                Set.of("US"),
                LocationRules.withoutAreas(),
                Numbers.LATER.at());

        assertThat(rules.failures()).extracting(ProblemError::code).containsExactly("address-locked-by-operator");
    }

    private static Target ready() {
        return new Target(UUID.randomUUID(), AccountType.USER, "US", List.of("phoneSystem"), true, null, false);
    }

    private static Target target(AccountType kind) {
        return new Target(UUID.randomUUID(), kind, null, List.of(), false, null, false);
    }

    private static List<String> codes(
            PhoneNumber number, Target target, NumberType stated, PlaceOfHelp place, boolean primaryTaken) {
        return rules(number, target, stated, place, primaryTaken).failures().stream()
                .map(ProblemError::code)
                .toList();
    }

    private static AssignmentRules rules(
            PhoneNumber number, Target target, NumberType stated, PlaceOfHelp place, boolean primaryTaken) {
        return new AssignmentRules(
                number,
                target,
                stated,
                AssignmentCategory.PRIMARY,
                null,
                place,
                primaryTaken,
                Set.of("US", "CA"),
                LocationRules.withoutAreas(),
                Numbers.LATER.at());
    }
}
