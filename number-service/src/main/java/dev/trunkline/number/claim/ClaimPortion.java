package dev.trunkline.number.claim;

import dev.trunkline.contracts.E164Number;
import dev.trunkline.contracts.NumberType;
import dev.trunkline.number.claim.ImportRowStore.Answered;
import dev.trunkline.number.inventory.HoldingStage;
import dev.trunkline.number.inventory.PhoneNumber;
import dev.trunkline.platform.problem.ProblemError;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** How far the claims of one portion have got: each waits for its number, or has its answer. */
final class ClaimPortion {

    private final SortedMap<E164Number, Claim> waiting = new TreeMap<>();
    private final List<Answered> answers = new ArrayList<>();

    ClaimPortion(List<Claim> claims) {
        claims.forEach(claim -> waiting.put(claim.number(), claim));
    }

    /** Those that wait, in number order. */
    List<Claim> waiting() {
        return List.copyOf(waiting.values());
    }

    List<Answered> answers() {
        return answers;
    }

    /** Answers for numbers that the tenant has in some way already. */
    void settle(Map<E164Number, PhoneNumber> present) {
        for (Claim claim : waiting()) {
            PhoneNumber holding = present.get(claim.number());
            if (holding != null) {
                settle(claim, holding);
            }
        }
    }

    private void settle(Claim claim, PhoneNumber holding) {
        NumberType type = holding.provision().numberType();
        if (holding.stage() == HoldingStage.QUARANTINED) {
            reject(
                    claim,
                    new ProblemError(
                            "quarantined",
                            "The tenant gave the number back; until "
                                    + holding.release().quarantinedUntil() + " only its operator can deliver it again.",
                            null));
        } else if (type != claim.type()) {
            reject(
                    claim,
                    new ProblemError(
                            "number-type-conflict",
                            "The tenant has the number as " + type.wire() + "; a number is never of two types at once.",
                            "/rows/" + (claim.row().line() - 1) + "/" + Claim.TYPE));
        } else {
            answer(claim, ImportRowStatus.UNCHANGED, List.of());
        }
    }

    void reject(Claim claim, ProblemError... errors) {
        answer(claim, ImportRowStatus.REJECTED, List.of(errors));
    }

    /** Answers for numbers that were listed just now; who waits for one that was not has met somebody else's delivery or import. */
    void finish(Set<E164Number> listed) {
        for (Claim claim : waiting()) {
            if (listed.contains(claim.number())) {
                answer(claim, ImportRowStatus.IMPORTED, List.of());
            } else {
                reject(
                        claim,
                        new ProblemError(
                                "number-changing",
                                "The number is being delivered or imported just now; import the row again in a minute.",
                                null));
            }
        }
    }

    private void answer(Claim claim, ImportRowStatus status, List<ProblemError> errors) {
        answers.add(new Answered(claim.row().line(), status, errors));
        waiting.remove(claim.number());
    }
}
