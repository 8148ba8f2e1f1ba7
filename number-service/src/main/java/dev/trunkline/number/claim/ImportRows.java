package dev.trunkline.number.claim;

import dev.trunkline.contracts.E164Number;
import dev.trunkline.contracts.NumberType;
import dev.trunkline.number.inventory.HoldingStage;
import dev.trunkline.number.inventory.PhoneNumber;
import dev.trunkline.number.table.TableRow;
import dev.trunkline.platform.problem.ProblemError;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** How far the rows of one import have got: each waits for its number, or has its answer. */
final class ImportRows {

    private final SortedMap<E164Number, Claim> waiting = new TreeMap<>();
    private final Map<Integer, ImportView.Row> answers = new TreeMap<>();

    private ImportRows() {}

    /** Rows whose form is not right have their answer at once. */
    static ImportRows of(List<TableRow> sent) {
        ImportRows rows = new ImportRows();
        for (TableRow row : sent) {
            ClaimCheck check = new ClaimCheck(row);
            Optional<Claim> claim = check.claim();
            if (claim.isEmpty()) {
                rows.answers.put(row.line(), ImportView.Row.rejected(row, check.errors()));
            } else if (rows.waiting.putIfAbsent(claim.get().number(), claim.get()) != null) {
                ProblemError twice = new ProblemError(
                        "duplicate-in-import", "The number stands in the import more than once.", null);
                rows.answers.put(row.line(), ImportView.Row.rejected(row, List.of(twice)));
            }
        }
        return rows;
    }

    /** Those that wait, in number order. */
    List<Claim> waiting() {
        return List.copyOf(waiting.values());
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
            answerRejected(
                    claim,
                    new ProblemError(
                            "quarantined",
                            "The tenant gave the number back; until "
                                    + holding.release().quarantinedUntil() + " only its operator can deliver it again.",
                            null));
        } else if (type != claim.type()) {
            answerRejected(
                    claim,
                    new ProblemError(
                            "number-type-conflict",
                            "The tenant has the number as " + type.wire() + "; a number is never of two types at once.",
                            "/rows/" + (claim.row().line() - 1) + "/" + Claim.TYPE));
        } else {
            answer(claim, ImportView.Row.of(claim.row(), ImportRowStatus.UNCHANGED));
        }
    }

    void answerRejected(Claim claim, ProblemError... errors) {
        answer(claim, ImportView.Row.rejected(claim.row(), List.of(errors)));
    }

    /** Answers for numbers that were listed just now; who waits for one that was not has met somebody else's delivery or import. */
    void finish(Set<E164Number> listed) {
        for (Claim claim : waiting()) {
            if (listed.contains(claim.number())) {
                answer(claim, ImportView.Row.of(claim.row(), ImportRowStatus.IMPORTED));
            } else {
                answerRejected(
                        claim,
                        new ProblemError(
                                "number-changing",
                                "The number is being delivered or imported just now; import the row again in a minute.",
                                null));
            }
        }
    }

    ImportView view() {
        return ImportView.of(answers.values());
    }

    private void answer(Claim claim, ImportView.Row row) {
        answers.put(claim.row().line(), row);
        waiting.remove(claim.number());
    }
}
