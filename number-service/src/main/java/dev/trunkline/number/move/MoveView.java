package dev.trunkline.number.move;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.trunkline.contracts.NumberType;
import dev.trunkline.number.move.MoveStore.StepCount;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A move.
 *
 * @param steps how many of its numbers are where, and for whom those wait
 * @param numbers absent in lists
 */
@Schema(name = "Move")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record MoveView(
        UUID moveId,
        UUID operatorId,
        NumberType from,
        boolean assignBack,
        MoveStatus status,
        Instant createdAt,
        @Nullable Instant endedAt,
        List<StepView> steps,
        @Nullable List<MoveNumberView> numbers,
        long version) {

    /**
     * Numbers at one step.
     *
     * @param waitingFor who has to act; absent when nobody has
     * @param waiting how many of them wait longer than expected
     */
    @Schema(name = "MoveStepCount")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record StepView(MoveStep step, @Nullable MoveParty waitingFor, long numbers, long waiting) {}

    static MoveView of(Move move, List<StepCount> counts, @Nullable List<MoveNumberView> numbers) {
        return new MoveView(
                move.moveId(),
                move.operatorId(),
                move.from(),
                move.assignBack(),
                move.status(),
                move.createdAt(),
                move.endedAt(),
                counts.stream()
                        .filter(count -> count.moveId().equals(move.moveId()))
                        .sorted(Comparator.comparing(StepCount::step))
                        .map(count -> new StepView(
                                count.step(), count.step().waitsFor().orElse(null), count.numbers(), count.waiting()))
                        .toList(),
                numbers,
                move.revision());
    }
}
