package dev.trunkline.number.move;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class MoveStepTest {

    private static final Map<MoveStep, Set<MoveStep>> LEGAL = Map.of(
            MoveStep.PORT,
            Set.of(MoveStep.UNASSIGN, MoveStep.DELIVER, MoveStep.ASSIGN, MoveStep.COMPLETED, MoveStep.ENDED),
            MoveStep.UNASSIGN,
            Set.of(MoveStep.PORT, MoveStep.DELIVER, MoveStep.ASSIGN, MoveStep.COMPLETED, MoveStep.ENDED),
            MoveStep.REMOVE_NUMBER,
            Set.of(MoveStep.REMOVE_POLICY, MoveStep.DELIVER, MoveStep.ASSIGN, MoveStep.COMPLETED, MoveStep.ENDED),
            MoveStep.REMOVE_POLICY,
            Set.of(MoveStep.REMOVE_NUMBER, MoveStep.DELIVER, MoveStep.ASSIGN, MoveStep.COMPLETED, MoveStep.ENDED),
            MoveStep.DELIVER,
            Set.of(
                    MoveStep.PORT,
                    MoveStep.UNASSIGN,
                    MoveStep.REMOVE_NUMBER,
                    MoveStep.REMOVE_POLICY,
                    MoveStep.ASSIGN,
                    MoveStep.COMPLETED,
                    MoveStep.ENDED),
            MoveStep.ASSIGN,
            Set.of(MoveStep.COMPLETED, MoveStep.ENDED),
            MoveStep.COMPLETED,
            Set.of(),
            MoveStep.ENDED,
            Set.of());

    static Stream<Arguments> allPairsOfSteps() {
        return Stream.of(MoveStep.values())
                .flatMap(from -> Stream.of(MoveStep.values()).map(to -> Arguments.of(from, to)));
    }

    @ParameterizedTest
    @MethodSource("allPairsOfSteps")
    void goesTheWaysOfTheDiagram(MoveStep from, MoveStep to) {
        assertThat(from.canBecome(to)).isEqualTo(LEGAL.get(from).contains(to));
    }

    @ParameterizedTest
    @CsvSource({
        "RUNNING, RUNNING, false",
        "RUNNING, COMPLETED, true",
        "RUNNING, CANCELLED, true",
        "COMPLETED, RUNNING, false",
        "COMPLETED, COMPLETED, false",
        "COMPLETED, CANCELLED, false",
        "CANCELLED, RUNNING, true",
        "CANCELLED, COMPLETED, false",
        "CANCELLED, CANCELLED, false"
    })
    void resumesOnlyWhatWasCancelled(MoveStatus from, MoveStatus to, boolean legal) {
        assertThat(from.canBecome(to)).isEqualTo(legal);
    }

    @ParameterizedTest(
            name = "{0}: claim held {1} assigned {2}, line {3}, policy {4}, ported {5}, delivered {6} {7}: {8}")
    @CsvSource(
            textBlock =
                    """
            CALLING_PLAN, true,  true,  false, false, false, false, false, PORT
            CALLING_PLAN, true,  false, false, false, false, false, false, PORT
            CALLING_PLAN, true,  true,  false, false, true,  false, false, UNASSIGN
            CALLING_PLAN, true,  false, false, true,  true,  false, false, DELIVER
            CALLING_PLAN, false, false, false, false, false, true,  false, ASSIGN
            CALLING_PLAN, false, false, false, false, false, true,  true,  COMPLETED
            CALLING_PLAN, false, false, false, false, true,  false, false, ENDED
            ON_PREMISES,  true,  true,  true,  true,  true,  false, false, REMOVE_NUMBER
            ON_PREMISES,  true,  false, true,  true,  true,  false, false, REMOVE_NUMBER
            ON_PREMISES,  true,  false, false, true,  true,  false, false, REMOVE_POLICY
            ON_PREMISES,  true,  false, false, false, false, false, false, DELIVER
            ONLINE,       true,  true,  false, false, true,  false, false, REMOVE_NUMBER
            ONLINE,       true,  false, false, true,  true,  false, false, REMOVE_POLICY
            ONLINE,       true,  false, true,  false, false, false, false, DELIVER
            ONLINE,       false, false, false, false, false, true,  false, ASSIGN
            """)
    void isWhereTheFactsHaveIt(
            MoveBranch branch,
            boolean claimHeld,
            boolean claimAssigned,
            boolean line,
            boolean policy,
            boolean ported,
            boolean delivered,
            boolean deliveredAssigned,
            MoveStep step) {
        MoveFacts facts = new MoveFacts(
                claimHeld,
                claimAssigned ? UUID.randomUUID() : null,
                null,
                line,
                policy,
                ported,
                delivered,
                deliveredAssigned ? UUID.randomUUID() : null);

        assertThat(facts.step(branch, true)).isEqualTo(step);
    }
}
