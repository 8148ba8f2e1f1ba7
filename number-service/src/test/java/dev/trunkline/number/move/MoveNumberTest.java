package dev.trunkline.number.move;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.contracts.AssignmentCategory;
import dev.trunkline.contracts.E164Number;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** How long nobody could be reached on a number that is moved, to the second. */
class MoveNumberTest {

    private static final Instant BEGUN = Instant.parse("2026-11-22T08:00:00Z");
    private static final UUID USER = UUID.randomUUID();
    private static final MoveConfig CONFIG = new MoveConfig() {
        @Override
        public Duration porting() {
            return Duration.ofDays(30);
        }

        @Override
        public Duration unassigning() {
            return Duration.ofDays(1);
        }

        @Override
        public Duration removingNumber() {
            return Duration.ofDays(1);
        }

        @Override
        public Duration removingVoiceRoutingPolicy() {
            return Duration.ofDays(1);
        }

        @Override
        public Duration delivering() {
            return Duration.ofDays(7);
        }

        @Override
        public Duration assigning() {
            return Duration.ofDays(1);
        }
    };

    private MoveNumber number = new MoveNumber(
            UUID.randomUUID(),
            UUID.randomUUID(),
            UUID.randomUUID(),
            new E164Number(4930231250001L),
            UUID.randomUUID(),
            MoveBranch.CALLING_PLAN,
            MoveStep.PORT,
            true,
            BEGUN,
            BEGUN.plus(CONFIG.porting()),
            USER,
            AssignmentCategory.PRIMARY,
            null,
            null,
            0,
            List.of());

    @Test
    void addsUpEveryTimeThatNobodyCouldBeReachedUntilTheArrivedNumberIsAssigned() {
        claimOf(USER, false, 60);
        assertOutOfService(60, 0);

        claimOf(null, false, 100);
        assertOutOfService(100, 0);
        assertOutOfService(175, 75);

        claimOf(USER, false, 190);
        assertOutOfService(5_000, 90);

        claimOf(USER, true, 6_000);
        claimOf(null, true, 7_000);
        arrivedFor(null, 7_030);
        assertThat(number.step()).isEqualTo(MoveStep.ASSIGN);
        assertOutOfService(7_100, 190);

        arrivedFor(USER, 7_200);
        assertThat(number.step()).isEqualTo(MoveStep.COMPLETED);
        assertOutOfService(100_000, 290);
    }

    @Test
    void countsNothingForANumberThatNobodyHadAndStopsWhenItGoesAnotherWay() {
        number = new MoveNumber(
                number.moveId(),
                number.tenantId(),
                number.operatorId(),
                number.number(),
                number.claimHoldingId(),
                number.branch(),
                number.step(),
                true,
                BEGUN,
                number.expectedBy(),
                null,
                null,
                null,
                null,
                0,
                List.of());
        claimOf(null, false, 1_000);
        assertOutOfService(2_000, 0);

        claimOf(USER, false, 3_000);
        claimOf(null, false, 3_600);
        number = number.at(new MoveFacts(false, null, null, false, false, false, false, null), at(3_700), CONFIG);

        assertThat(number.step()).isEqualTo(MoveStep.ENDED);
        assertOutOfService(9_000, 100);
    }

    @Test
    void expectsEachStepByItsOwnTimeFromWhenItBegan() {
        claimOf(USER, true, 500);
        assertThat(number.expectedBy()).isEqualTo(at(500).plus(1, ChronoUnit.DAYS));

        claimOf(USER, true, 700);
        assertThat(number.expectedBy()).isEqualTo(at(500).plus(1, ChronoUnit.DAYS));
        assertThat(MoveNumberView.of(number, at(500).plus(1, ChronoUnit.DAYS)).waiting())
                .isFalse();
        assertThat(MoveNumberView.of(number, at(501).plus(1, ChronoUnit.DAYS)).waiting())
                .isTrue();
        assertThat(number.stepSince()).isEqualTo(at(500));
    }

    private void claimOf(UUID target, boolean ported, long second) {
        number = number.at(
                new MoveFacts(
                        true,
                        target,
                        target == null ? null : AssignmentCategory.PRIMARY,
                        false,
                        false,
                        ported,
                        false,
                        null),
                at(second),
                CONFIG);
    }

    private void arrivedFor(UUID target, long second) {
        number = number.at(new MoveFacts(false, null, null, false, false, true, true, target), at(second), CONFIG);
    }

    private void assertOutOfService(long second, long expected) {
        assertThat(MoveNumberView.of(number, at(second)).outOfServiceSeconds()).isEqualTo(expected);
    }

    private static Instant at(long second) {
        return BEGUN.plusSeconds(second);
    }
}
