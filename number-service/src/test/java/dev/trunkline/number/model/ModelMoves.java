package dev.trunkline.number.model;

import dev.trunkline.number.model.NumberModel.Target;
import dev.trunkline.number.model.NumberModel.TenantNumber;
import dev.trunkline.number.model.NumberModel.Told;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/** What the domain page says of moves of one number each. */
final class ModelMoves {

    /** A move; its step follows from what is true while it runs. */
    static final class Move {
        final TenantNumber key;
        final boolean assignBack;
        final ModelHolding claim;
        final boolean fromPremises;
        UUID id;
        String status = "running";
        String step = "";
        UUID former;
        String formerCategory;
        UUID formerLocation;

        Move(TenantNumber key, boolean assignBack, ModelHolding claim, boolean fromPremises) {
            this.key = key;
            this.assignBack = assignBack;
            this.claim = claim;
            this.fromPremises = fromPremises;
            this.former = claim.target;
            this.formerCategory = claim.category;
            this.formerLocation = claim.location;
        }

        boolean isRunning() {
            return status.equals("running");
        }
    }

    final List<Move> all = new ArrayList<>();
    private final NumberModel model;

    ModelMoves(NumberModel model) {
        this.model = model;
    }

    Told start(TenantNumber key, String from, boolean assignBack) {
        ModelHolding holding = model.present.get(key);
        if (holding == null || holding.isQuarantined()) {
            return Told.refused(422, "number-unknown");
        }
        if (!holding.type.equals(from)) {
            return Told.refused(422, "number-type-mismatch");
        }
        if (running(key) != null) {
            return Told.refused(422, "already-moving");
        }
        boolean line = holding.target != null && model.targets.get(holding.target).lineOnPremises;
        all.add(new Move(key, assignBack, holding, holding.onPremises || line));
        look(key);
        return new Told(201, Set.of());
    }

    Told cancel(Move move) {
        if (move.status.equals("completed")) {
            return Told.refused(409, "move-completed");
        }
        move.status = "cancelled";
        return Told.DONE;
    }

    Told resume(Move move) {
        if (move.status.equals("completed")) {
            return Told.refused(409, "move-completed");
        }
        if (move.status.equals("cancelled")) {
            if (running(move.key) != null) {
                return Told.refused(409, "already-moving");
            }
            move.status = "running";
            look(move.key);
        }
        return Told.DONE;
    }

    /** Why a number may not be delivered yet; null for nothing. */
    String tooEarly(TenantNumber key) {
        Move move = running(key);
        if (move == null) {
            return null;
        }
        return switch (move.step) {
            case "porting" -> "still-assigned-callingPlan";
            case "removingNumber", "removingVoiceRoutingPolicy" -> "still-assigned-directRouting";
            default -> null;
        };
    }

    /** The operator has delivered it: it may go back to whom it came from. */
    void arrived(TenantNumber key) {
        Move move = running(key);
        ModelHolding holding = model.present.get(key);
        if (move != null && move.assignBack && move.former != null) {
            String category = move.formerCategory == null ? "primary" : move.formerCategory;
            UUID brought = holding.location == null && holding.tenantMayLocate ? move.formerLocation : null;
            Set<String> reasons = new TreeSet<>(model.reasonsAgainst(key, move.former, category));
            if (reasons.isEmpty()) {
                if (brought != null) {
                    model.relocate(key, brought);
                }
                model.give(key, move.former, category);
            }
        }
        look(key);
    }

    void lookAtUser(UUID user) {
        all.stream().filter(move -> user.equals(move.former)).forEach(move -> look(move.key));
    }

    /** Brings the number's move to the step that the facts mean. */
    void look(TenantNumber key) {
        Move move = running(key);
        if (move == null) {
            return;
        }
        ModelHolding holding = model.present.get(key);
        boolean claimed = holding == move.claim;
        if (claimed && holding.target != null) {
            move.former = holding.target;
            move.formerCategory = holding.category;
        }
        move.step = step(move, holding, claimed);
        if (move.step.equals("completed") || move.step.equals("ended")) {
            move.status = "completed";
        }
    }

    private String step(Move move, ModelHolding holding, boolean claimed) {
        boolean delivered = holding != null && !holding.isQuarantined() && holding.type.equals("operatorConnect");
        if (delivered) {
            return holding.target == null && move.former != null ? "assigning" : "completed";
        }
        if (!claimed) {
            return "ended";
        }
        if (move.claim.type.equals("callingPlan")) {
            return !model.ported.contains(move.key.number())
                    ? "porting"
                    : holding.target == null ? "delivering" : "unassigning";
        }
        Target former = move.former == null ? null : model.targets.get(move.former);
        if (holding.target != null || (move.fromPremises && former != null && former.lineOnPremises)) {
            return "removingNumber";
        }
        return former != null && former.policy && !former.deleted ? "removingVoiceRoutingPolicy" : "delivering";
    }

    private Move running(TenantNumber key) {
        return all.stream()
                .filter(move -> move.key.equals(key) && move.isRunning())
                .findFirst()
                .orElse(null);
    }
}
