package dev.trunkline.number.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trunkline.contracts.AccountType;
import dev.trunkline.contracts.AssignmentCategory;
import dev.trunkline.contracts.AssignmentStatus;
import dev.trunkline.contracts.NumberType;
import dev.trunkline.contracts.Usage;
import dev.trunkline.contracts.event.NumberSnapshot;
import dev.trunkline.number.history.NumberAction;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class HoldingStageTest {

    private static final Map<HoldingStage, Set<HoldingStage>> LEGAL = Map.of(
            HoldingStage.IN_SERVICE,
                    EnumSet.of(HoldingStage.RELEASE_REQUESTED, HoldingStage.QUARANTINED, HoldingStage.GONE),
            HoldingStage.RELEASE_REQUESTED,
                    EnumSet.of(HoldingStage.IN_SERVICE, HoldingStage.QUARANTINED, HoldingStage.GONE),
            HoldingStage.QUARANTINED, EnumSet.of(HoldingStage.GONE),
            HoldingStage.GONE, EnumSet.noneOf(HoldingStage.class));

    private static final Map<NumberAction, BiFunction<PhoneNumber, Moment, NumberChange>> BEHAVIOURS = Map.of(
            NumberAction.RELEASE_REQUESTED,
            (number, now) -> number.requestRelease(UUID.randomUUID(), now),
            NumberAction.RELEASE_WITHDRAWN,
            PhoneNumber::withdrawRelease,
            NumberAction.RELEASE_REFUSED,
            PhoneNumber::refuseRelease,
            NumberAction.QUARANTINED,
            (number, now) -> number.confirmRelease(7, now),
            NumberAction.RELEASED,
            (number, now) -> number.confirmRelease(0, now),
            NumberAction.QUARANTINE_ENDED,
            PhoneNumber::endQuarantine,
            NumberAction.CONVERTED,
            PhoneNumber::convert,
            NumberAction.BLOCK_CHANGED,
            (number, now) -> number.block(BlockState.FOREVER, 0, now),
            NumberAction.TAGS_CHANGED,
            (number, now) -> number.tag(List.of("vip"), now),
            NumberAction.ASSIGNED,
            (number, now) -> number.assignTo(UUID.randomUUID(), AccountType.USER, AssignmentCategory.PRIMARY, now));

    /** Which stages each behaviour starts from. */
    private static final Map<NumberAction, Set<HoldingStage>> STARTS = Map.of(
            NumberAction.RELEASE_REQUESTED, EnumSet.of(HoldingStage.IN_SERVICE),
            NumberAction.RELEASE_WITHDRAWN, EnumSet.of(HoldingStage.RELEASE_REQUESTED),
            NumberAction.RELEASE_REFUSED, EnumSet.of(HoldingStage.RELEASE_REQUESTED),
            NumberAction.QUARANTINED, EnumSet.of(HoldingStage.RELEASE_REQUESTED),
            NumberAction.RELEASED, EnumSet.of(HoldingStage.RELEASE_REQUESTED),
            NumberAction.QUARANTINE_ENDED, EnumSet.of(HoldingStage.QUARANTINED),
            NumberAction.CONVERTED, EnumSet.of(HoldingStage.IN_SERVICE),
            NumberAction.BLOCK_CHANGED, EnumSet.of(HoldingStage.IN_SERVICE, HoldingStage.RELEASE_REQUESTED),
            NumberAction.TAGS_CHANGED, EnumSet.of(HoldingStage.IN_SERVICE, HoldingStage.RELEASE_REQUESTED),
            NumberAction.ASSIGNED, EnumSet.of(HoldingStage.IN_SERVICE));

    static Stream<Arguments> allPairsOfStages() {
        return Stream.of(HoldingStage.values())
                .flatMap(from -> Stream.of(HoldingStage.values()).map(to -> Arguments.of(from, to)));
    }

    @ParameterizedTest
    @MethodSource("allPairsOfStages")
    void leadsOnlyWhereTheDiagramLeads(HoldingStage from, HoldingStage to) {
        assertThat(from.canBecome(to)).isEqualTo(LEGAL.get(from).contains(to));
    }

    static Stream<Arguments> allBehavioursInAllStages() {
        return BEHAVIOURS.keySet().stream()
                .flatMap(action -> Stream.of(HoldingStage.values()).map(stage -> Arguments.of(action, stage)));
    }

    @ParameterizedTest
    @MethodSource("allBehavioursInAllStages")
    void behavesOnlyInTheStagesThatAllowIt(NumberAction action, HoldingStage stage) {
        // Given
        PhoneNumber number = Numbers.in(stage);
        long revision = number.revision();
        BiFunction<PhoneNumber, Moment, NumberChange> behaviour = BEHAVIOURS.get(action);

        if (STARTS.get(action).contains(stage)) {
            // When
            NumberChange change = behaviour.apply(number, Numbers.LATER);
            // Then
            assertThat(change.action()).isEqualTo(action);
            assertThat(change.after().revision()).isGreaterThan(revision);
            assertThat(change.before()).isNotNull();
        } else {
            assertThatThrownBy(() -> behaviour.apply(number, Numbers.LATER)).isInstanceOf(IllegalStateException.class);
            assertThat(number.stage()).isEqualTo(stage);
            assertThat(number.revision()).isEqualTo(revision);
        }
    }

    @ParameterizedTest
    @MethodSource("allPairsOfAssignments")
    void changesTargetsOnlyByWayOfUnassigned(AssignmentStatus from, AssignmentStatus to) {
        boolean legal = (from == AssignmentStatus.UNASSIGNED) != (to == AssignmentStatus.UNASSIGNED);

        assertThat(Assignment.canBecome(from, to)).isEqualTo(legal);
    }

    static Stream<Arguments> allPairsOfAssignments() {
        return Stream.of(AssignmentStatus.values())
                .flatMap(from -> Stream.of(AssignmentStatus.values()).map(to -> Arguments.of(from, to)));
    }

    @Test
    void refusesToReleaseAnAssignedNumber() {
        PhoneNumber number = Numbers.in(HoldingStage.IN_SERVICE);
        number.assignTo(UUID.randomUUID(), AccountType.USER, AssignmentCategory.PRIMARY, Numbers.LATER);

        assertThatThrownBy(() -> number.requestRelease(UUID.randomUUID(), Numbers.LATER))
                .isInstanceOf(IllegalStateException.class);
    }

    @ParameterizedTest
    @EnumSource(HoldingStage.class)
    void isReleasedByItsOperatorWhileTheTenantHoldsIt(HoldingStage stage) {
        PhoneNumber number = Numbers.in(stage);

        if (stage == HoldingStage.IN_SERVICE || stage == HoldingStage.RELEASE_REQUESTED) {
            assertThat(number.releaseByOperator(7, Numbers.LATER).action()).isEqualTo(NumberAction.QUARANTINED);
            assertThat(Numbers.in(stage).releaseByOperator(0, Numbers.LATER).action())
                    .isEqualTo(NumberAction.RELEASED);
        } else {
            assertThatThrownBy(() -> number.releaseByOperator(7, Numbers.LATER))
                    .isInstanceOf(IllegalStateException.class);
        }
    }

    static Stream<Arguments> endsOfClaimsInAllStages() {
        return Stream.of(NumberType.CALLING_PLAN, NumberType.DIRECT_ROUTING)
                .flatMap(type -> Stream.of(NumberAction.DROPPED, NumberAction.CONVERTED)
                        .flatMap(end -> Stream.of(HoldingStage.values()).map(stage -> Arguments.of(type, end, stage))));
    }

    @ParameterizedTest
    @MethodSource("endsOfClaimsInAllStages")
    void endsAClaimOnceAndOnlyWhileItIsInService(NumberType type, NumberAction end, HoldingStage stage) {
        PhoneNumber claim = Numbers.in(stage, type);
        Function<PhoneNumber, NumberChange> ending =
                number -> end == NumberAction.DROPPED ? number.drop(Numbers.LATER) : number.convert(Numbers.LATER);

        if (stage == HoldingStage.IN_SERVICE) {
            assertThat(ending.apply(claim).action()).isEqualTo(end);
            assertThat(claim.stage()).isEqualTo(HoldingStage.GONE);
        }
        assertThatThrownBy(() -> ending.apply(claim)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> Numbers.in(stage).drop(Numbers.LATER)).isInstanceOf(IllegalStateException.class);
    }

    static Stream<Arguments> whatAnAssignedNumberDoesNotBear() {
        return Stream.<Consumer<PhoneNumber>>of(
                        number -> number.assignTo(
                                UUID.randomUUID(), AccountType.USER, AssignmentCategory.PRIMARY, Numbers.LATER),
                        number -> number.block(BlockState.FOREVER, 0, Numbers.LATER),
                        number -> number.use(Usage.CONFERENCE_ASSIGNMENT, Numbers.LATER),
                        number -> number.convert(Numbers.LATER),
                        number -> number.drop(Numbers.LATER),
                        number -> number.requestRelease(UUID.randomUUID(), Numbers.LATER))
                .map(Arguments::of);
    }

    @ParameterizedTest
    @MethodSource("whatAnAssignedNumberDoesNotBear")
    void bearsNoneOfItWhileItIsAssigned(Consumer<PhoneNumber> behaviour) {
        PhoneNumber number = Numbers.in(HoldingStage.IN_SERVICE);
        number.assignTo(UUID.randomUUID(), AccountType.USER, AssignmentCategory.PRIMARY, Numbers.LATER);
        NumberSnapshot before = number.snapshot();

        assertThatThrownBy(() -> behaviour.accept(number)).isInstanceOf(IllegalStateException.class);
        assertThat(number.snapshot()).isEqualTo(before);
    }

    @Test
    void leavesNothingOfTheTenantBehindWhenItIsGone() {
        PhoneNumber number = Numbers.in(HoldingStage.IN_SERVICE);
        number.locate(UUID.randomUUID(), UUID.randomUUID(), Numbers.LATER);
        number.requestRelease(UUID.randomUUID(), Numbers.LATER);

        NumberSnapshot gone = number.confirmRelease(0, Numbers.LATER).after();

        assertThat(gone.civicAddressId()).isNull();
        assertThat(gone.locationId()).isNull();
        assertThat(gone.assignmentTargetId()).isNull();
        assertThat(gone.releaseStatus()).isNull();
    }

    @Test
    void endsQuarantineExactlyAfterTheStatedDays() {
        PhoneNumber number = Numbers.in(HoldingStage.RELEASE_REQUESTED);

        NumberSnapshot quarantined = number.confirmRelease(30, Numbers.LATER).after();

        assertThat(quarantined.quarantinedUntil()).isEqualTo(Numbers.LATER.at().plus(Duration.ofDays(30)));
    }

    @Test
    void neverLetsARevisionStandStillWhenTheClockDoes() {
        PhoneNumber number = Numbers.in(HoldingStage.IN_SERVICE);
        Moment clockSetBack = new Moment(Numbers.LATER.at(), 1);

        long first =
                number.requestRelease(UUID.randomUUID(), clockSetBack).after().revision();
        long second = number.withdrawRelease(clockSetBack).after().revision();

        assertThat(second).isEqualTo(first + 1);
    }
}
