package dev.trunkline.number.model;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/** One stay of a number in a tenant, as the model has it. */
final class ModelHolding {

    /** The service's name for it, once it is heard. */
    UUID id;

    final String type;
    final boolean onPremises;
    final boolean tenantMayLocate;
    final boolean operatorMayLocate;
    UUID order;
    UUID target;
    String category;
    Instant requestedAt;
    UUID request;
    Instant quarantinedUntil;

    /** Null for none, the end of all time for ever. */
    Instant blockedUntil;

    String usage = NumberModel.USER_USAGE;
    Set<String> otherUsages = new TreeSet<>();
    Set<String> tags = new TreeSet<>();
    UUID location;
    String activation = "activated";

    private ModelHolding(String type, boolean onPremises, boolean tenantMayLocate, boolean operatorMayLocate) {
        this.type = type;
        this.onPremises = onPremises;
        this.tenantMayLocate = tenantMayLocate;
        this.operatorMayLocate = operatorMayLocate;
    }

    static ModelHolding claimed(String type, boolean onPremises) {
        return new ModelHolding(type, onPremises, true, false);
    }

    /** @param location null where the tenant gives it */
    static ModelHolding delivered(UUID location, boolean tenantMayLocate, boolean alsoForApplications) {
        ModelHolding holding = new ModelHolding("operatorConnect", false, tenantMayLocate, location != null);
        holding.location = location;
        if (alsoForApplications) {
            holding.otherUsages.add(NumberModel.APP_USAGE);
        }
        return holding;
    }

    boolean serves(String wanted) {
        return usage.equals(wanted) || otherUsages.contains(wanted);
    }

    boolean isQuarantined() {
        return quarantinedUntil != null;
    }

    boolean isBlocked(Instant now) {
        return blockedUntil != null && blockedUntil.isAfter(now);
    }

    /** What a tenant sees of it, word for word. */
    Map<String, String> shown(Instant now) {
        Map<String, String> shown = new TreeMap<>();
        shown.put("numberType", type);
        shown.put("assignmentTargetId", target == null ? "" : target.toString());
        shown.put("assignmentCategory", category == null ? "" : category);
        shown.put("releaseStatus", isQuarantined() ? "quarantined" : requestedAt == null ? "" : "releaseRequested");
        shown.put("assignmentBlock", !isBlocked(now) ? "none" : blockedUntil.equals(Instant.MAX) ? "forever" : "until");
        shown.put("usage", usage);
        shown.put("additionalUsages", otherUsages.toString());
        shown.put("tags", tags.toString());
        shown.put("locationId", location == null ? "" : location.toString());
        shown.put("activationState", activation);
        return shown;
    }
}
